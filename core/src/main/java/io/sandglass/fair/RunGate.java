package io.sandglass.fair;

import io.sandglass.fair.Turn.State;
import io.sandglass.fair.Turn.Visitor;
import io.sandglass.run.RunId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets only so many runs of a key go on at once; nobody blocks. Those that wait go on by their {@link Rank}, one after
 * the other: the first of a queue is never overtaken because another one's limit is higher. Thread-safe.
 *
 * <p>A run that is launched {@linkplain #ask asks}, is recorded, and then {@linkplain #begin begins}, or
 * {@linkplain #leave leaves} if it could not be recorded. A run of an earlier process was {@linkplain #occupy admitted}
 * before, or begins as one that waits; nobody is let in while the gate is {@linkplain #hold() held}.
 */
public final class RunGate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Slot> slots = new HashMap<>();
    private volatile boolean held;

    /** What becomes of a run; if it is to go on or to wait, it has to begin or to leave. */
    public Verdict ask(Turn turn) {
        return locked(() -> {
            Verdict verdict = slot(turn).ask(turn);
            tidy(turn);
            return verdict;
        });
    }

    /** A run was admitted by an earlier process: it has its place, whatever the limit. */
    public void occupy(Turn turn, Visitor visitor) {
        locked(() -> {
            turn.visitor(visitor);
            slot(turn).occupy(turn);
            return turn;
        });
    }

    /** The run is recorded: if it was not admitted it waits from now on. */
    public void begin(Turn turn, Visitor visitor) {
        List<Turn> cancelled = new ArrayList<>();
        List<Turn> admitted = locked(() -> {
            turn.visitor(visitor);
            if (turn.state() == State.ADMITTED) {
                cancelled.add(turn);
                return List.of();
            }
            cancelled.addAll(slot(turn).queue(turn));
            return next(turn);
        });
        cancelled.forEach(Turn::tellCancelled);
        admitted.forEach(Turn::tellAdmitted);
    }

    /** The run has ended, or never began. Doing it twice does nothing more. */
    public void leave(Turn turn) {
        List<Turn> admitted =
                locked(() -> turn.state() == State.NEW || turn.state() == State.OVER ? List.of() : remove(turn));
        admitted.forEach(Turn::tellAdmitted);
    }

    /** Waits no more; false if it did not wait. */
    public boolean withdraw(Turn turn) {
        Optional<List<Turn>> admitted =
                locked(() -> turn.state() == State.QUEUED ? Optional.of(remove(turn)) : Optional.empty());
        admitted.ifPresent(next -> next.forEach(Turn::tellAdmitted));
        return admitted.isPresent();
    }

    /** Changes the priority of one that waits; nothing happens to one that does not. */
    public void reprioritise(Turn turn, int priority) {
        List<Turn> admitted = locked(() -> {
            if (turn.state() != State.QUEUED) {
                return List.of();
            }
            slot(turn).reprioritise(turn, priority);
            return next(turn);
        });
        admitted.forEach(Turn::tellAdmitted);
    }

    /** Lets nobody in until it is {@linkplain #open() opened}. */
    public void hold() {
        locked(() -> held = true);
    }

    /** Whether nobody is let in. */
    public boolean held() {
        return held;
    }

    /** Lets in who may go on. */
    public void open() {
        List<Turn> admitted = new ArrayList<>();
        locked(() -> {
            slots.values().forEach(slot -> slot.admit(admitted::add));
            return held = false;
        });
        admitted.forEach(Turn::tellAdmitted);
    }

    /** What it waits for; empty if it does not wait. */
    public Optional<Wait> waits(Turn turn) {
        return locked(() -> turn.state() == State.QUEUED
                ? Optional.of(new Wait(
                        Wait.Limit.RUNS,
                        turn.key(),
                        turn.rule().limit(),
                        slot(turn).place(turn)))
                : Optional.empty());
    }

    /** The runs that wait. */
    public List<RunId> queued() {
        return locked(() -> {
            List<RunId> runs = new ArrayList<>();
            slots.values().forEach(slot -> slot.queued(turn -> runs.add(turn.run())));
            return runs;
        });
    }

    private List<Turn> remove(Turn turn) {
        slot(turn).remove(turn);
        List<Turn> next = next(turn);
        tidy(turn);
        return next;
    }

    private List<Turn> next(Turn turn) {
        List<Turn> admitted = new ArrayList<>();
        if (!held) {
            slot(turn).admit(admitted::add);
        }
        return admitted;
    }

    private Slot slot(Turn turn) {
        return slots.computeIfAbsent(turn.key(), key -> new Slot());
    }

    private void tidy(Turn turn) {
        if (slot(turn).isEmpty()) {
            slots.remove(turn.key());
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
