package io.sandglass.fair;

import io.sandglass.fair.RunTicket.State;
import io.sandglass.fair.RunTicket.Visitor;
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
    private final Map<String, ConcurrencyGroup> groups = new HashMap<>();
    private volatile boolean held;

    /** Decides what happens to a run; one that is to start or to wait must later begin or leave. */
    public Verdict ask(RunTicket ticket) {
        return locked(() -> {
            Verdict verdict = group(ticket).ask(ticket);
            tidy(ticket);
            return verdict;
        });
    }

    /** A run was admitted by an earlier process: it has its place, whatever the limit. */
    public void occupy(RunTicket ticket, Visitor visitor) {
        locked(() -> {
            ticket.visitor(visitor);
            group(ticket).occupy(ticket);
            return ticket;
        });
    }

    /** The run is recorded: if it was not admitted it waits from now on. Nothing happens to one that has left. */
    public void begin(RunTicket ticket, Visitor visitor) {
        List<RunTicket> cancelled = new ArrayList<>();
        List<RunTicket> admitted = locked(() -> {
            if (ticket.state() == State.OVER) { // it has ended already, and would keep its place for ever
                return List.of();
            }
            ticket.visitor(visitor);
            if (ticket.state() == State.ADMITTED) {
                cancelled.add(ticket);
                return List.of();
            }
            cancelled.addAll(group(ticket).queue(ticket));
            return next(ticket);
        });
        cancelled.forEach(RunTicket::tellCancelled);
        admitted.forEach(RunTicket::tellAdmitted);
    }

    /** The run has ended, or never began. Doing it twice does nothing more. */
    public void leave(RunTicket ticket) {
        List<RunTicket> admitted =
                locked(() -> ticket.state() == State.NEW || ticket.state() == State.OVER ? List.of() : remove(ticket));
        admitted.forEach(RunTicket::tellAdmitted);
    }

    /** Waits no more; false if it did not wait. */
    public boolean withdraw(RunTicket ticket) {
        Optional<List<RunTicket>> admitted =
                locked(() -> ticket.state() == State.QUEUED ? Optional.of(remove(ticket)) : Optional.empty());
        admitted.ifPresent(next -> next.forEach(RunTicket::tellAdmitted));
        return admitted.isPresent();
    }

    /** Changes the priority of one that waits; nothing happens to one that does not. */
    public void reprioritise(RunTicket ticket, int priority) {
        List<RunTicket> admitted = locked(() -> {
            if (ticket.state() != State.QUEUED) {
                return List.of();
            }
            group(ticket).reprioritise(ticket, priority);
            return next(ticket);
        });
        admitted.forEach(RunTicket::tellAdmitted);
    }

    /** Whether somebody has paused the run: while it waits it is passed over then. One that was admitted keeps its place. */
    public void pause(RunTicket ticket, boolean paused) {
        List<RunTicket> admitted = locked(() -> {
            ticket.paused(paused);
            return ticket.state() == State.QUEUED ? next(ticket) : List.of();
        });
        admitted.forEach(RunTicket::tellAdmitted);
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
        List<RunTicket> admitted = new ArrayList<>();
        locked(() -> {
            groups.values().forEach(group -> group.admit(admitted::add));
            return held = false;
        });
        admitted.forEach(RunTicket::tellAdmitted);
    }

    /** What it waits for; empty if it does not wait. */
    public Optional<Wait> waits(RunTicket ticket) {
        return locked(() -> ticket.state() == State.QUEUED
                ? Optional.of(new Wait(
                        Wait.Limit.RUNS,
                        ticket.key(),
                        ticket.rule().limit(),
                        group(ticket).place(ticket)))
                : Optional.empty());
    }

    /** The runs that wait. */
    public List<RunId> queued() {
        return locked(() -> {
            List<RunId> runs = new ArrayList<>();
            groups.values().forEach(group -> group.queued(ticket -> runs.add(ticket.run())));
            return runs;
        });
    }

    private List<RunTicket> remove(RunTicket ticket) {
        group(ticket).remove(ticket);
        List<RunTicket> next = next(ticket);
        tidy(ticket);
        return next;
    }

    private List<RunTicket> next(RunTicket ticket) {
        List<RunTicket> admitted = new ArrayList<>();
        if (!held) {
            group(ticket).admit(admitted::add);
        }
        return admitted;
    }

    private ConcurrencyGroup group(RunTicket ticket) {
        return groups.computeIfAbsent(ticket.key(), key -> new ConcurrencyGroup());
    }

    private void tidy(RunTicket ticket) {
        if (group(ticket).isEmpty()) {
            groups.remove(ticket.key());
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
