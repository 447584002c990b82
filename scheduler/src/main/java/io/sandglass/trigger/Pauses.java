package io.sandglass.trigger;

import static java.util.Objects.requireNonNull;

import io.sandglass.run.Asked;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.Pausable;
import io.sandglass.store.Pause;
import io.sandglass.store.PauseStore;
import io.sandglass.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What is paused: workflows with all their triggers, and single triggers. A fire time within a pause is never started,
 * neither then nor after it. Pauses belong to names: deploying something again does not end them. Thread-safe.
 */
public final class Pauses {
    /** Of each workflow and trigger, so many that are over are kept in mind: for slots that are settled late. */
    private static final int MOST_OVER = 1_000;

    /** Those of several names share one. */
    private static final int TURNS = 64;

    private final PauseStore store;
    private final Clock clock;
    private final Lock[] turns =
            Stream.generate(ReentrantLock::new).limit(TURNS).toArray(Lock[]::new);
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Pausable, Deque<Pause>> known = new HashMap<>(); // the latest first; guarded by lock
    private final Set<Pausable> changing = new HashSet<>(); // guarded by lock

    /**
     * Reads what is paused.
     *
     * @param since slots before this have their records
     * @throws io.sandglass.store.StoreUnavailable if it cannot be read
     */
    public Pauses(PauseStore store, Clock clock, Instant since) {
        this.store = requireNonNull(store, "store");
        this.clock = requireNonNull(clock, "clock");
        store.lastingOrEndedAfter(since).forEach(this::add);
    }

    /**
     * Pauses a workflow or a trigger, durably, whether or not it exists.
     *
     * @return empty if it is paused already; then nothing changes
     * @throws io.sandglass.store.StoreUnavailable if it could not be recorded
     */
    public Optional<Pause> pause(Pausable what, Asked asked) {
        return inTurn(what, () -> {
            if (lasting(what).isPresent()) {
                return Optional.empty();
            }
            Pause pause = Pause.begin(what, asked, clock.now().truncatedTo(ChronoUnit.MILLIS));
            boolean begun = store.begin(pause);
            add(begun ? pause : stored(pause));
            return Optional.of(pause).filter(fresh -> begun);
        });
    }

    /**
     * Ends a pause, durably.
     *
     * @return the pause that is over; empty if there was none
     * @throws io.sandglass.store.StoreUnavailable if it could not be recorded; then it lasts
     */
    public Optional<Pause> resume(Pausable what, Asked asked) {
        return inTurn(what, () -> {
            Optional<Pause> lasting = lasting(what);
            if (lasting.isEmpty()) {
                return Optional.empty();
            }
            Instant now = clock.now().truncatedTo(ChronoUnit.MILLIS);
            store.end(what, asked, now);
            Pause over = lasting.get().endedAt(now);
            replace(lasting.get(), over);
            return Optional.of(over);
        });
    }

    /** One change of it at a time. The store may take long, and triggers ask for pauses at every fire time. */
    private <T> T inTurn(Pausable what, Supplier<T> change) {
        Lock turn = turns[Math.floorMod(what.hashCode(), turns.length)];
        turn.lock();
        try {
            mark(what, true);
            return change.get();
        } finally {
            mark(what, false);
            turn.unlock();
        }
    }

    private void mark(Pausable what, boolean changes) {
        lock.lock();
        try {
            if (changes) {
                changing.add(what);
            } else {
                changing.remove(what);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether a pause of a trigger, or of its workflow, begins or ends and that is not recorded yet. Nobody can say then to
     * which side of it a fire time of now belongs.
     */
    boolean changing(TriggerKey trigger) {
        lock.lock();
        try {
            return changing.contains(Pausable.of(trigger)) || changing.contains(Pausable.of(trigger.workflow()));
        } finally {
            lock.unlock();
        }
    }

    /** The pause of exactly this that lasts. */
    public Optional<Pause> lasting(Pausable what) {
        return find(what, Pause::lasts);
    }

    /** The pause that lasts and holds a workflow up. */
    public Optional<Pause> of(WorkflowKey workflow) {
        return lasting(Pausable.of(workflow));
    }

    /** The pause because of which a fire time is not to be started now: one around it, or one that lasts. */
    Optional<Pause> over(TriggerKey trigger, Instant fireTime) {
        return at(trigger, fireTime).or(() -> first(trigger, Pause::lasts));
    }

    /** The pause in which a fire time lies. */
    Optional<Pause> at(TriggerKey trigger, Instant fireTime) {
        return first(trigger, pause -> pause.contains(fireTime));
    }

    private Optional<Pause> first(TriggerKey trigger, Predicate<Pause> wanted) {
        return find(Pausable.of(trigger), wanted).or(() -> find(Pausable.of(trigger.workflow()), wanted));
    }

    private Optional<Pause> find(Pausable what, Predicate<Pause> wanted) {
        lock.lock();
        try {
            Deque<Pause> pauses = known.get(what);
            return pauses == null
                    ? Optional.empty()
                    : pauses.stream().filter(wanted).findFirst();
        } finally {
            lock.unlock();
        }
    }

    /** The one that stands in the way of a fresh one: it was stored, although that had seemed to fail. */
    private Pause stored(Pause fresh) {
        return store.lastingOrEndedAfter(fresh.from()).stream()
                .filter(pause -> pause.lasts() && pause.what().equals(fresh.what()))
                .findFirst()
                .orElse(fresh);
    }

    private void add(Pause pause) {
        lock.lock();
        try {
            Deque<Pause> pauses = known.computeIfAbsent(pause.what(), what -> new ArrayDeque<>(1));
            pauses.addFirst(pause);
            if (pauses.size() > MOST_OVER) {
                pauses.removeLast();
            }
        } finally {
            lock.unlock();
        }
    }

    private void replace(Pause lasting, Pause over) {
        lock.lock();
        try {
            known.getOrDefault(lasting.what(), new ArrayDeque<>()).remove(lasting);
            add(over);
        } finally {
            lock.unlock();
        }
    }
}
