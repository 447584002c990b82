package io.sandglass.fair;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Attempts of one tenant that wait for the same pool, or for none. Guarded by the lock of its gate. */
final class Line {
    private final @Nullable Pool pool;
    private final TreeSet<Ticket> waiting = new TreeSet<>();

    Line(@Nullable Pool pool) {
        this.pool = pool;
    }

    @Nullable
    Pool pool() {
        return pool;
    }

    void add(Ticket ticket) {
        waiting.add(ticket);
        queued(1);
    }

    void remove(Ticket ticket) {
        waiting.remove(ticket);
        queued(-1);
    }

    /** Whether nothing of it may go in because its pool is full. */
    boolean blocked() {
        return pool != null && pool.full();
    }

    @Nullable
    Ticket first() {
        return waiting.isEmpty() ? null : waiting.first();
    }

    /** How many go before it, and 1 for itself; about {@link Wait#FARTHEST} at most. */
    int place(Ticket ticket) {
        return Wait.count(waiting.headSet(ticket)) + 1;
    }

    private void queued(int change) {
        if (pool != null) {
            pool.queued(change);
        }
    }
}
