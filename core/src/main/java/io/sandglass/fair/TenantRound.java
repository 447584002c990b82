package io.sandglass.fair;

import io.sandglass.fair.Ticket.State;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is inside a {@link FairGate} and who waits, and whose turn is next: of the tenants that wait, each as often in a row
 * as its weight. Guarded by the lock of its gate; only the two counts and {@link #room} may be asked without it.
 */
final class TenantRound {
    /** One place of so many is kept for tenants that have little to do now. */
    private static final int KEPT = 4;

    /** Of a pool that nobody has given a size, since it was taken out of the settings. */
    private static final int UNKNOWN_POOL = 1;

    private final int places;
    private final Map<String, Share> shares = new LinkedHashMap<>();
    private final Map<String, Pool> pools = new HashMap<>();
    private final Deque<Share> round = new ArrayDeque<>();
    private volatile int spare;
    private long numbers;
    private volatile int waiting;
    private volatile int inside;

    /** @param places most inside at once */
    TenantRound(int places, Tenancy tenancy) {
        this.places = places;
        tenancy.pools().forEach((name, size) -> pools.put(name, new Pool(name, size)));
        List<Tenant> tenants = tenancy.tenants();
        long weights = tenants.stream().mapToLong(Tenant::weight).sum();
        for (Tenant tenant : tenants) {
            long kept = tenants.size() == 1 ? 0 : (long) places * tenant.weight() / KEPT / weights;
            Share share = new Share(tenant, (int) Math.min(kept, tenant.maxConcurrentNodes()), this::pool);
            shares.put(tenant.name(), share);
            spare = spare + share.spare();
        }
    }

    /** How many are inside. */
    int inside() {
        return inside;
    }

    /** How many wait. */
    int waiting() {
        return waiting;
    }

    boolean isFull() {
        return inside >= places;
    }

    /** How many more of a tenant would probably be let in at once, or as soon as {@code leaving} have left. */
    int room(String tenant, int leaving) {
        Share share = shares.get(tenant);
        if (share == null) {
            return 0;
        }
        int queued = 0;
        for (Share each : shares.values()) {
            queued += each.queued();
        }
        int free = places - inside - (spare - share.spare()) - queued + leaving;
        boolean ofAll = share.tenant().maxConcurrentNodes() >= places; // else who leaves may be of others
        return Math.max(0, (int) Math.min(free, (long) share.room() + (ofAll ? leaving : 0)));
    }

    /** How many more would find a place of a pool. */
    int roomOf(String pool) {
        return pool(pool).room();
    }

    /** Waits from now on. */
    void add(Ticket ticket) {
        ticket.line(numbers++);
        Share share = share(ticket);
        if (share.waiting() == 0) {
            round.addLast(share);
        }
        share.add(ticket);
        waiting++;
        ticket.become(State.WAITING);
    }

    /** Waits no more; nothing happens to one that does not. */
    boolean withdraw(Ticket ticket) {
        boolean waits = ticket.state() == State.WAITING;
        if (waits) {
            unqueue(ticket);
            ticket.become(State.OUT);
        }
        return waits;
    }

    /** Nothing happens to one that was let in or withdrawn. */
    void reprioritise(Ticket ticket, int priority) {
        if (ticket.state() == State.WAITING) {
            Share share = share(ticket);
            share.remove(ticket);
            ticket.priority(priority);
            share.add(ticket);
        } else if (ticket.state() == State.NEW) {
            ticket.priority(priority);
        }
    }

    /** The next one, which is inside from now on; null if nobody may go in. Looks at each tenant that waits once at most. */
    @Nullable
    Ticket take() {
        if (isFull()) {
            return null;
        }
        for (int looks = round.size(); looks > 0; looks--) {
            Share share = round.getFirst();
            Ticket ticket = mayEnter(share) ? share.first() : null;
            if (ticket != null) {
                share.served();
                admit(ticket, share);
                return ticket;
            }
            share.endRound();
            round.addLast(round.removeFirst());
        }
        return null;
    }

    /** Gives the place of one that is inside back. */
    void release(Ticket ticket) {
        if (ticket.state() != State.INSIDE) {
            throw new IllegalStateException("a place was given back that nobody had");
        }
        Share share = share(ticket);
        int spareBefore = share.spare();
        share.left(ticket);
        spare = spare - spareBefore + share.spare();
        inside--;
        ticket.become(State.OUT);
    }

    /** What one that waits waits for. */
    Wait reason(Ticket ticket) {
        Share share = share(ticket);
        Line line = share.line(ticket.claim());
        int place = line.place(ticket);
        Pool pool = line.pool();
        if (pool != null && pool.full()) {
            return new Wait(Wait.Limit.POOL, pool.name(), pool.status().size(), place);
        }
        if (share.full()) {
            Tenant tenant = share.tenant();
            return new Wait(Wait.Limit.TENANT, tenant.name(), tenant.maxConcurrentNodes(), place);
        }
        return new Wait(Wait.Limit.NODES, "", places, place);
    }

    Map<String, ShareStatus> byTenant() {
        Map<String, ShareStatus> status = new TreeMap<>();
        shares.forEach((name, share) -> status.put(
                name,
                new ShareStatus(share.inside(), share.waiting(), share.tenant().maxConcurrentNodes())));
        return status;
    }

    Map<String, PoolStatus> byPool() {
        Map<String, PoolStatus> status = new TreeMap<>();
        pools.forEach((name, pool) -> status.put(name, pool.status()));
        return status;
    }

    private void admit(Ticket ticket, Share share) {
        unqueue(ticket);
        if (share.waiting() > 0 && share.roundOver()) {
            round.addLast(round.removeFirst());
        }
        int spareBefore = share.spare();
        share.entered(ticket);
        spare = spare - spareBefore + share.spare();
        inside++;
        ticket.become(State.INSIDE);
    }

    private void unqueue(Ticket ticket) {
        Share share = share(ticket);
        share.remove(ticket);
        waiting--;
        if (share.waiting() == 0) {
            share.endRound();
            round.remove(share);
        }
    }

    private boolean mayEnter(Share share) {
        return !share.full() && places - inside > spare - share.spare();
    }

    private Share share(Ticket ticket) {
        Share share = shares.get(ticket.claim().tenant());
        if (share == null) {
            throw new IllegalArgumentException(
                    "there is no tenant '" + ticket.claim().tenant() + "'");
        }
        return share;
    }

    private Pool pool(String name) {
        return pools.computeIfAbsent(name, unknown -> new Pool(unknown, UNKNOWN_POOL));
    }
}
