package io.sandglass.fair;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One tenant at a {@link FairGate}: what of it is inside and what waits. Guarded by the lock of its gate. */
final class Share {
    private final Tenant tenant;
    private final int reserved;
    private final Function<String, Pool> pools;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private volatile int inside;
    private volatile int queued;
    private int waiting;
    private int credit;

    /** @param reserved places that are kept for it */
    Share(Tenant tenant, int reserved, Function<String, Pool> pools) {
        this.tenant = tenant;
        this.reserved = reserved;
        this.pools = pools;
    }

    Line line(Claim claim) {
        String pool = claim.pool().orElse("");
        return lines.computeIfAbsent(pool, name -> new Line(name.isEmpty() ? null : pools.apply(name)));
    }

    void add(Ticket ticket) {
        line(ticket.claim()).add(ticket);
        waiting++;
        countQueued(ticket, 1);
    }

    void remove(Ticket ticket) {
        line(ticket.claim()).remove(ticket);
        waiting--;
        countQueued(ticket, -1);
    }

    private void countQueued(Ticket ticket, int change) {
        if (ticket.claim().pool().isEmpty()) {
            queued = queued + change; // by one thread at a time
        }
    }

    void entered(Ticket ticket) {
        count(ticket, 1);
    }

    void left(Ticket ticket) {
        count(ticket, -1);
    }

    private void count(Ticket ticket, int change) {
        inside = inside + change; // by one thread at a time
        Pool pool = line(ticket.claim()).pool();
        if (pool != null) {
            pool.entered(change);
        }
    }

    /** How many more of it would find it below its limit; on any thread. */
    int room() {
        return tenant.maxConcurrentNodes() - inside - queued;
    }

    /** How many of it wait for nothing but a place; on any thread. */
    int queued() {
        return full() ? 0 : queued;
    }

    boolean full() {
        return inside >= tenant.maxConcurrentNodes();
    }

    /** Places that are kept for it and that it does not use; on any thread. */
    int spare() {
        return Math.max(0, reserved - inside);
    }

    int waiting() {
        return waiting;
    }

    int inside() {
        return inside;
    }

    Tenant tenant() {
        return tenant;
    }

    /** Who of it goes in next, if there is room for it; nobody if all its lines wait for their pools. */
    @Nullable
    Ticket first() {
        Ticket first = null;
        for (Line line : lines.values()) {
            Ticket candidate = line.blocked() ? null : line.first();
            if (candidate != null && (first == null || candidate.compareTo(first) < 0)) {
                first = candidate;
            }
        }
        return first;
    }

    /** It used one of its turns of this round. */
    void served() {
        credit = (credit == 0 ? tenant.weight() : credit) - 1;
    }

    boolean roundOver() {
        return credit == 0;
    }

    void endRound() {
        credit = 0;
    }
}
