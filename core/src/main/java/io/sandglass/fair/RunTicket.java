package io.sandglass.fair;

import static java.util.Objects.requireNonNull;

import io.sandglass.run.RunId;
import io.sandglass.spec.ConcurrencySpec;
import org.jspecify.annotations.Nullable;

/** One run at a {@link RunGate}. Its state belongs to the gate, under the gate's lock. */
public final class RunTicket implements Comparable<RunTicket> {
    enum State {
        NEW,
        /** Has no place, and its record is on its way. */
        ARRIVING,
        QUEUED,
        ADMITTED,
        OVER
    }

    /** The run itself; called without any lock held. */
    public interface Visitor {
        /** It may go on. */
        void admitted();

        /** Another one takes its place. */
        void cancel(String reason);
    }

    private final RunId run;
    private final String key;
    private final ConcurrencySpec rule;
    private final long sinceNanos;
    private long rank;
    private State state = State.NEW;
    private boolean paused;
    private @Nullable Visitor visitor;
    private @Nullable String cancelled;

    /**
     * @param key runs of the same key count together
     * @param priority from {@link Rank#LOWEST} to {@link Rank#HIGHEST}
     * @param sinceNanos by the monotonic clock, since when it waits
     */
    public RunTicket(RunId run, String key, ConcurrencySpec rule, int priority, long sinceNanos) {
        this.run = requireNonNull(run, "run");
        this.key = requireNonNull(key, "key");
        this.rule = requireNonNull(rule, "rule");
        this.sinceNanos = sinceNanos;
        this.rank = Rank.key(Rank.checked(priority), sinceNanos);
    }

    public RunId run() {
        return run;
    }

    public String key() {
        return key;
    }

    public ConcurrencySpec rule() {
        return rule;
    }

    State state() {
        return state;
    }

    void become(State next) {
        state = next;
    }

    boolean isPaused() {
        return paused;
    }

    void paused(boolean now) {
        paused = now;
    }

    void priority(int priority) {
        rank = Rank.key(Rank.checked(priority), sinceNanos);
    }

    void visitor(Visitor visitor) {
        this.visitor = visitor;
    }

    boolean isCancelled() {
        return cancelled != null;
    }

    void cancel(String reason) {
        cancelled = reason;
    }

    /** Without the lock. */
    void tellAdmitted() {
        requireNonNull(visitor).admitted();
    }

    /** Without the lock; one that has no visitor yet hears of it later. */
    void tellCancelled() {
        if (visitor != null && cancelled != null) {
            visitor.cancel(cancelled);
        }
    }

    @Override
    public int compareTo(RunTicket other) {
        int order = Long.compare(rank - other.rank, 0); // the monotonic clock may overflow
        return order != 0 ? order : run.compareTo(other.run);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return run.hashCode();
    }
}
