package io.sandglass.fair;

import io.sandglass.fair.Ticket.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a limited number in at once; nobody blocks. Thread-safe.
 *
 * <p>Tenants that wait take turns, each as many in a row as its weight. Within a tenant {@link Rank} decides. Who waits
 * for a full pool holds up nobody else. Where there are several tenants, a quarter of the places is kept for them by
 * their weights, so that each finds some however much the others have to do. Going in and out costs O(log waiting)
 * plus the number of tenants and pools.
 */
public final class FairGate {
    /** One place of so many is kept for tenants that have little to do now. */
    private static final int KEPT = 4;

    /** Of a pool that nobody has given a size, since it was taken out of the settings. */
    private static final int UNKNOWN_POOL = 1;

    private final int places;
    private final BooleanSupplier barred;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Share> shares = new LinkedHashMap<>();
    private final Map<String, Pool> pools = new HashMap<>();
    private final Deque<Share> round = new ArrayDeque<>();
    private final CompletableFuture<Void> emptied = new CompletableFuture<>();
    private volatile int waiting;
    private int spare;
    private long numbers;
    private volatile boolean closed;
    private volatile int inside;

    /** As the other, and it is never barred. */
    public FairGate(int places, Tenancy tenancy) {
        this(places, tenancy, () -> false);
    }

    /**
     * @param places most inside at once
     * @param barred whether nobody may go in at present; when that ends, {@link #look()} is to be called
     */
    public FairGate(int places, Tenancy tenancy, BooleanSupplier barred) {
        this.places = places;
        this.barred = barred;
        tenancy.pools().forEach((name, size) -> pools.put(name, new Pool(name, size)));
        List<Tenant> tenants = tenancy.tenants();
        long weights = tenants.stream().mapToLong(Tenant::weight).sum();
        for (Tenant tenant : tenants) {
            long kept = tenants.size() == 1 ? 0 : (long) places * tenant.weight() / KEPT / weights;
            Share share = new Share(tenant, (int) Math.min(kept, tenant.maxConcurrentNodes()), this::pool);
            shares.put(tenant.name(), share);
            spare += share.spare();
        }
    }

    /** Lets its visitor in once there is room, here or on a thread that leaves; then somebody must {@link #leave}. */
    public void enter(Ticket ticket) {
        letIn(locked(() -> {
            ticket.line(numbers++);
            Share share = share(ticket);
            if (share.waiting() == 0) {
                round.addLast(share);
            }
            share.add(ticket);
            waiting++;
            ticket.become(State.WAITING);
            return next();
        }));
    }

    /** Lets in who may go in now. */
    public void look() {
        letIn(locked(this::next));
    }

    /** Gives its place back. */
    public void leave(Ticket ticket) {
        letIn(locked(() -> {
            release(ticket);
            return next();
        }));
    }

    /**
     * As {@link #leave}, but whoever goes in next is left to the caller, who owes it {@link Ticket#comeIn()} at once:
     * for a thread that would rather go on than wake another one.
     */
    public Optional<Ticket> handOver(Ticket ticket) {
        List<Ticket> next = locked(() -> {
            release(ticket);
            return next();
        });
        if (next.isEmpty()) {
            return Optional.empty();
        }
        letIn(next.subList(1, next.size()));
        return Optional.of(next.get(0));
    }

    /** Waits no more; false if it had been let in before. */
    public boolean withdraw(Ticket ticket) {
        return locked(() -> {
            boolean waits = ticket.state() == State.WAITING;
            if (waits) {
                unqueue(ticket);
                ticket.become(State.OUT);
            }
            return waits;
        });
    }

    /** Changes the priority of one that waits; nothing happens to one that does not. */
    public void reprioritise(Ticket ticket, int priority) {
        Rank.checked(priority);
        locked(() -> {
            if (ticket.state() == State.WAITING) {
                Share share = share(ticket);
                share.remove(ticket);
                ticket.priority(priority);
                share.add(ticket);
            }
            return ticket;
        });
    }

    /** How many more of a tenant would probably be let in at once; may be a moment old. */
    public int room(String tenant) {
        Share share = shares.get(tenant);
        if (share == null || waiting > 0) {
            return 0;
        }
        return Math.max(0, Math.min(places - inside, share.room()));
    }

    /** How many are inside. */
    public int inside() {
        return inside;
    }

    /** How many wait; may be a moment old. */
    public int waiting() {
        return waiting;
    }

    /** What it waits for; empty if it does not wait. Takes time in proportion to its place. */
    public Optional<Wait> waits(Ticket ticket) {
        return locked(() -> ticket.state() == State.WAITING ? Optional.of(reason(ticket)) : Optional.empty());
    }

    /** Attempts inside and waiting, by tenant. */
    public Map<String, ShareStatus> byTenant() {
        return locked(() -> {
            Map<String, ShareStatus> status = new TreeMap<>();
            shares.forEach((name, share) -> status.put(
                    name,
                    new ShareStatus(
                            share.inside(), share.waiting(), share.tenant().maxConcurrentNodes())));
            return status;
        });
    }

    /** All pools by name. */
    public Map<String, PoolStatus> byPool() {
        return locked(() -> {
            Map<String, PoolStatus> status = new TreeMap<>();
            pools.forEach((name, pool) -> status.put(name, pool.status()));
            return status;
        });
    }

    /** Lets nobody in any more; completes when the last one inside has left. */
    public CompletableFuture<Void> close() {
        boolean empty = locked(() -> {
            closed = true;
            return inside == 0;
        });
        if (empty) {
            emptied.complete(null);
        }
        return emptied;
    }

    private void letIn(List<Ticket> first) {
        for (List<Ticket> next = first; !next.isEmpty(); ) {
            List<Ticket> declined = new ArrayList<>(0);
            for (Ticket ticket : next) {
                if (!ticket.comeIn()) {
                    declined.add(ticket);
                }
            }
            next = declined.isEmpty()
                    ? List.of()
                    : locked(() -> {
                        declined.forEach(this::release);
                        return next();
                    });
        }
        if (closed && inside == 0) {
            emptied.complete(null);
        }
    }

    private void release(Ticket ticket) {
        if (ticket.state() != State.INSIDE) {
            throw new IllegalStateException("a place was given back that nobody had");
        }
        Share share = share(ticket);
        spare -= share.spare();
        share.left(ticket);
        spare += share.spare();
        inside--;
        ticket.become(State.OUT);
    }

    private List<Ticket> next() {
        Ticket first = take();
        if (first == null) {
            return List.of();
        }
        Ticket second = take();
        if (second == null) {
            return List.of(first);
        }
        List<Ticket> all = new ArrayList<>(List.of(first));
        for (Ticket more = second; more != null; more = take()) {
            all.add(more);
        }
        return all;
    }

    /** Looks at each tenant that waits once at most. */
    private @Nullable Ticket take() {
        if (closed || inside >= places || barred.getAsBoolean()) {
            return null;
        }
        for (int looks = round.size(); looks > 0; looks--) {
            Share share = round.getFirst();
            Ticket ticket = mayEnter(share) ? share.first() : null;
            if (ticket != null) {
                share.served(ticket);
                admit(ticket, share);
                return ticket;
            }
            share.endRound();
            round.addLast(round.removeFirst());
        }
        return null;
    }

    private void admit(Ticket ticket, Share share) {
        unqueue(ticket);
        if (share.waiting() > 0 && share.roundOver()) {
            round.addLast(round.removeFirst());
        }
        spare -= share.spare();
        share.entered(ticket);
        spare += share.spare();
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

    private Wait reason(Ticket ticket) {
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

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
