package io.sandglass.engine.run;

import io.sandglass.engine.attempt.Attempt;
import io.sandglass.engine.attempt.AttemptRequest;
import io.sandglass.engine.fuel.TenantFuel;
import io.sandglass.engine.run.ReadyBacklog.Ready;
import io.sandglass.engine.step.InFlight;
import io.sandglass.engine.step.Input;
import io.sandglass.engine.step.Room;
import io.sandglass.fair.Claim;
import io.sandglass.plan.PlannedNode;
import io.sandglass.time.Workers.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The attempts of one run: those that were handed out and have not come back, and behind them the nodes that are ready
 * but not shown to the gate yet. Belongs to the owner of the run; what is heard of them comes by {@link AttemptNews}.
 */
final class InFlightAttempts {
    private final RunProgress progress;
    private final EngineServices services;
    private final AttemptNews news;
    private final String tenant;
    private final TenantFuel account;
    private final AttemptRequests requests;
    private final FirstStarts firstStarts;
    private final ReadyBacklog backlog;
    private final RoomWait roomWait;
    private final NodeMap<Attempt> live = new NodeMap<>();
    private final NodeMap<Boolean> announced = new NodeMap<>();

    /** @param lane of the owner, who is told there what is heard */
    InFlightAttempts(RunProgress progress, EngineServices services, Lane lane, Consumer<Input> owner) {
        this.progress = progress;
        this.services = services;
        this.news = new AttemptNews(this, services, lane, owner);
        this.tenant = services.tenancy().of(progress.plan().spec().namespace()).name();
        this.account = services.fuel().of(progress.plan().spec().namespace());
        this.requests = new AttemptRequests(progress, account);
        this.firstStarts = new FirstStarts(services.clock());
        this.backlog = new ReadyBacklog(services.gate());
        this.roomWait = new RoomWait(progress, live, announced, backlog);
    }

    /** What its tenant has left; thread-safe. */
    TenantFuel account() {
        return account;
    }

    /** The run was begun by an earlier process; only before any attempt is out. */
    void recover(Instant now) {
        requests.recovered();
        firstStarts.recover(progress, now);
    }

    /**
     * As it is now; the sets in it are views, until the next change.
     *
     * @param alarmed nodes for which a time was set
     */
    InFlight inFlight(Set<Integer> alarmed) {
        boolean closed = services.state().draining()
                || backlog.isClosed()
                || services.journal().outage().isPresent();
        Room room = closed || !account.isKnown() ? Room.NONE : Room.at(services.gate(), tenant);
        return new InFlight(live.all().keySet(), announced.all().keySet(), alarmed, room, this::next);
    }

    private OptionalInt next(int node) {
        return backlog.next(node(node))
                .map(ready -> OptionalInt.of(ready.node().index()))
                .orElseGet(OptionalInt::empty);
    }

    /** The start of a node's next attempt went on record. */
    void announce(int node) {
        announced.put(node, true);
        backlog.announce(node(node));
    }

    /** The start of an attempt became durable. */
    void startStored(int node, int number) {
        Attempt attempt = live.get(node);
        if (attempt != null && attempt.request().attempt() == number && admitsBegin(attempt)) {
            attempt.startStored();
        }
    }

    /**
     * Whether code of this very attempt may begin, or has; if it waits for that while the engine closes, or while there is
     * no room for a record of the run, it is taken back.
     */
    boolean admitsBegin(Attempt attempt) {
        return isOut(attempt)
                && !roomWait.takesBack(attempt)
                && !(services.state().draining() && attempt.withdrawParked());
    }

    /** There is no room for a record of the run: what has not begun leaves the gate. */
    void hold() {
        roomWait.begin();
    }

    /** A record of the run was stored: what left the gate for want of room goes back. */
    void release() {
        roomWait.end().forEach(this::show);
    }

    /** The engine closes: what waits for its start to be durable waits no more, and counts as out until it is forgotten. */
    void withdrawParked() {
        live.all().values().forEach(Attempt::withdrawParked);
    }

    /** Lets no code begin any more. @return the nodes of which some has begun */
    Set<Integer> bar() {
        Set<Integer> begun = new TreeSet<>();
        live.all().forEach((node, attempt) -> {
            if (attempt.bar()) {
                begun.add(node);
            }
        });
        return begun;
    }

    /** Whether an attempt of the node is out or about to be. */
    boolean has(PlannedNode node) {
        return live.has(node.index()) || backlog.holds(node);
    }

    boolean isEmpty() {
        return live.isEmpty();
    }

    /** A node may run: its attempt is made as soon as the gate is to see it. */
    void ready(PlannedNode node, int attempt) {
        if (live.has(node.index())) {
            return;
        }
        Ready ready = new Ready(node, attempt, services.clock().nanos());
        Optional<Ready> announcedBefore = backlog.takeAnnounced(node);
        if (announcedBefore.isPresent() || backlog.pass(node)) {
            start(announcedBefore.orElse(ready));
        } else {
            backlog.add(ready);
            show(node);
        }
    }

    /** Gives the attempt of a node up, if one is out: nothing is to be heard of it. */
    void giveUp(int node, String reason) {
        announced.remove(node);
        Attempt attempt = live.remove(node);
        if (attempt != null) {
            backlog.ended(attempt.request().node());
            attempt.cancel(reason);
            show(attempt.request().node());
        } else if (backlog.takeAnnounced(node(node)).isPresent()) {
            backlog.ended(node(node));
            show(node(node));
        }
    }

    /** Takes back what has not begun. */
    void withdrawQueued() {
        backlog.clear();
        for (Attempt attempt : List.copyOf(live.all().values())) {
            if (attempt.withdraw()) {
                cameBack(attempt);
            }
        }
    }

    /** Asks every attempt to stop; their ends are still to be heard of. */
    void stopAll(String reason) {
        backlog.clear();
        announced.clear();
        List.copyOf(live.all().values()).forEach(attempt -> attempt.cancel(reason));
    }

    /** Gives up every attempt, without grace. */
    void killAll(String reason) {
        List<Attempt> out = List.copyOf(live.all().values());
        forgetAll();
        out.forEach(attempt -> attempt.kill(reason));
    }

    /** What still comes of them comes too late. */
    void forgetAll() {
        live.all().values().forEach(attempt -> backlog.ended(attempt.request().node()));
        live.clear();
        announced.clear();
        backlog.clear();
    }

    void reprioritise(int priority) {
        live.all().values().forEach(attempt -> services.gate().reprioritise(attempt.ticket(), priority));
    }

    NodePlaces places() {
        return new NodePlaces(progress.plan().nodes(), live, backlog);
    }

    /**
     * An attempt ended, at that time by the monotonic clock.
     *
     * @param unreadable whether its input could not be read
     * @param told for how long its node is being tried, or its input cannot be read, before another node takes its place;
     *     not if it had been given up
     */
    void ended(Attempt attempt, long nanos, boolean unreadable, Consumer<Duration> told) {
        PlannedNode node = attempt.request().node();
        if (cameBack(attempt)) {
            announced.remove(node.index());
            told.accept(
                    unreadable
                            ? firstStarts.unreadable(node.index(), nanos)
                            : firstStarts.ended(node.index(), attempt.begun(), nanos));
            requests.fuelUsed();
            show(node);
            if (progress.current().node(node.index()).status().ended()) {
                firstStarts.over(node.index());
            }
        }
    }

    /** Whether this very attempt is out: it was not given up. */
    boolean isOut(Attempt attempt) {
        return live.get(attempt.request().node().index()) == attempt;
    }

    /** An attempt came back; false if it had been given up before. */
    private boolean cameBack(Attempt attempt) {
        PlannedNode node = attempt.request().node();
        boolean known = isOut(attempt);
        if (known) {
            live.remove(node.index());
            backlog.ended(node);
        }
        return known;
    }

    /** Shows the gate as many nodes of the same pool as it is to see. */
    private void show(PlannedNode like) {
        for (Optional<Ready> next = backlog.take(like); next.isPresent(); next = backlog.take(like)) {
            if (progress.current().node(next.get().node().index()).status().ended()) {
                backlog.ended(like); // it was forced meanwhile
            } else {
                start(next.get());
            }
        }
    }

    private void start(Ready ready) {
        PlannedNode node = ready.node();
        int priority = RunTickets.priority(progress.plan(), progress.current());
        Claim claim = new Claim(tenant, node.spec().pool(), priority, ready.sinceNanos());
        AttemptRequest request = requests.make(node, ready.attempt(), announced.has(node.index()), live.all());
        Attempt attempt = new Attempt(request, claim, services.attempts(), news);
        live.put(node.index(), attempt);
        attempt.start();
    }

    private PlannedNode node(int index) {
        return progress.plan().nodes().get(index);
    }
}
