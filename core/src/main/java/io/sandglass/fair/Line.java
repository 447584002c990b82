package io.sandglass.fair;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Attempts of one tenant that wait for the same pool, or for none. Guarded by the lock of its gate. */
final class Line {
    private final @Nullable Pool pool;
    private final TreeSet<Ticket> upper = new TreeSet<>();
    private final TreeSet<Ticket> lower = new TreeSet<>();

    Line(@Nullable Pool pool) {
        this.pool = pool;
    }

    @Nullable
    Pool pool() {
        return pool;
    }

    void add(Ticket ticket) {
        lane(ticket).add(ticket);
        queued(1);
    }

    void remove(Ticket ticket) {
        lane(ticket).remove(ticket);
        queued(-1);
    }

    /** Whether nothing of it may go in because its pool is full. */
    boolean blocked() {
        return pool != null && pool.full();
    }

    @Nullable
    Ticket first(boolean ofLower) {
        TreeSet<Ticket> lane = ofLower ? lower : upper;
        return lane.isEmpty() ? null : lane.first();
    }

    /** How many go before it, and 1 for itself; about {@link Wait#FARTHEST} at most. */
    int place(Ticket ticket) {
        boolean low = ticket.claim().priority() < Rank.LOWEST;
        return Wait.count(lane(ticket).headSet(ticket)) + 1 + (low ? Math.min(upper.size(), Wait.FARTHEST) : 0);
    }

    private TreeSet<Ticket> lane(Ticket ticket) {
        return ticket.claim().priority() < Rank.LOWEST ? lower : upper;
    }

    private void queued(int change) {
        if (pool != null) {
            pool.queued(change);
        }
    }
}
