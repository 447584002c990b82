package io.sandglass.fair;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a limited number in at once; nobody blocks. Thread-safe.
 *
 * <p>Tenants that wait take turns, each as many in a row as its weight. Within a tenant {@link Rank} decides. Who waits
 * for a full pool holds up nobody else. Where there are several tenants, a quarter of the places is kept for them by
 * their weights, so that each finds some however much the others have to do. Going in and out costs O(log waiting)
 * plus the number of tenants and pools.
 */
public final class FairGate {
    private static final Logger log = LoggerFactory.getLogger(FairGate.class);

    /** Of those inside, so many are counted upon to leave in a moment at most. */
    private static final int GENERATIONS = 16;

    private final int places;
    private final BooleanSupplier barred;
    private final ReentrantLock lock = new ReentrantLock();
    private final TenantRound round;
    private final Turnover turnover;
    private final CompletableFuture<Void> emptied = new CompletableFuture<>();
    private volatile boolean closed;

    /** As the other; it is never barred, and no time passes. */
    public FairGate(int places, Tenancy tenancy) {
        this(places, tenancy, () -> false, () -> 0);
    }

    /**
     * @param places most inside at once
     * @param barred whether nobody may go in at present; when that ends, {@link #look()} is to be called
     * @param nanos the monotonic clock
     */
    public FairGate(int places, Tenancy tenancy, BooleanSupplier barred, LongSupplier nanos) {
        this.places = places;
        this.barred = barred;
        this.round = new TenantRound(places, tenancy);
        this.turnover = new Turnover(nanos, GENERATIONS * places);
    }

    /** Lets its visitor in once there is room, here or on a thread that leaves; then somebody must {@link #leave}. */
    public void enter(Ticket ticket) {
        letIn(locked(() -> {
            round.add(ticket);
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
            round.release(ticket);
            turnover.left();
            return next();
        }));
    }

    /** Waits no more; false if it had been let in before. */
    public boolean withdraw(Ticket ticket) {
        return locked(() -> round.withdraw(ticket));
    }

    /** Changes the priority of one that waits, or is yet to; nothing happens to any other. */
    public void reprioritise(Ticket ticket, int priority) {
        Rank.checked(priority);
        locked(() -> {
            round.reprioritise(ticket, priority);
            return ticket;
        });
    }

    /**
     * How many more of a tenant that need no pool would probably be let in at once, or in a moment that nobody
     * notices; may be a moment old.
     */
    public int room(String tenant) {
        return round.room(tenant, turnover.recent());
    }

    /** How many more would find a place of a pool. */
    public int roomOf(String pool) {
        return locked(() -> round.roomOf(pool));
    }

    /** Most inside at once. */
    public int places() {
        return places;
    }

    /** How many are inside. */
    public int inside() {
        return round.inside();
    }

    /** How many wait; may be a moment old. */
    public int waiting() {
        return round.waiting();
    }

    /** What it waits for; empty if it does not wait. Holds up the gate for a moment, however many wait. */
    public Optional<Wait> waits(Ticket ticket) {
        return locked(
                () -> ticket.state() == Ticket.State.WAITING ? Optional.of(round.reason(ticket)) : Optional.empty());
    }

    /** Attempts inside and waiting, by tenant. */
    public Map<String, ShareStatus> byTenant() {
        return locked(round::byTenant);
    }

    /** All pools by name. */
    public Map<String, PoolStatus> byPool() {
        return locked(round::byPool);
    }

    /** Lets nobody in any more; completes when the last one inside has left. */
    public CompletableFuture<Void> close() {
        boolean empty = locked(() -> {
            closed = true;
            return round.inside() == 0;
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
                if (!cameIn(ticket)) {
                    declined.add(ticket);
                }
            }
            next = declined.isEmpty()
                    ? List.of()
                    : locked(() -> {
                        declined.forEach(this::takeBack);
                        return next();
                    });
        }
        if (closed && round.inside() == 0) {
            emptied.complete(null);
        }
    }

    /** A visitor that fails must not cost those after it their places. */
    private static boolean cameIn(Ticket ticket) {
        try {
            return ticket.comeIn();
        } catch (RuntimeException | Error e) {
            tell(e);
            return false;
        }
    }

    private static void tell(Throwable failure) {
        try {
            log.error("one that was let in did not come", failure);
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
        }
    }

    /** Unless it has left before it failed. */
    private void takeBack(Ticket ticket) {
        if (ticket.state() == Ticket.State.INSIDE) {
            round.release(ticket);
        }
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

    private @Nullable Ticket take() {
        return closed || round.isFull() || barred.getAsBoolean() ? null : round.take();
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
