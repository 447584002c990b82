package io.sandglass.engine;

import io.sandglass.engine.Start.Kept;
import io.sandglass.fair.Claim;
import io.sandglass.fair.Wait;
import io.sandglass.plan.PlannedNode;
import io.sandglass.plugin.NodeResult;
import io.sandglass.run.RunEvent.ValueWritten;
import io.sandglass.run.RunState;
import io.sandglass.spec.Delivery;
import io.sandglass.time.Workers.Lane;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The attempts of one run: those that were handed out and have not come back, and behind them the nodes that are ready
 * but not shown to the gate yet. Tells the owner of the run, to whom it belongs, what is heard of them, on its lane; the
 * {@link AttemptListener} in it is thread-safe.
 */
final class AttemptsOut implements AttemptListener {
    private final RunBooks books;
    private final EngineServices services;
    private final Lane lane;
    private final Consumer<Input> owner;
    private final String tenant;
    private final RunFuel fuel;
    private final Map<Integer, Attempt> live = new TreeMap<>();
    private final Set<Integer> announced = new TreeSet<>();
    private final Set<Integer> nodes = Collections.unmodifiableSet(live.keySet());
    private final Set<Integer> announcedNodes = Collections.unmodifiableSet(announced);
    private boolean recovered;
    private final FirstStarts firstStarts;
    private final Backlog backlog;

    /** @param lane of the owner */
    AttemptsOut(RunBooks books, EngineServices services, Lane lane, Consumer<Input> owner) {
        this.books = books;
        this.services = services;
        this.lane = lane;
        this.owner = owner;
        this.tenant =
                services.limits().tenancy().of(books.plan().spec().namespace()).name();
        this.fuel = new RunFuel(books.plan().spec().budget(), account());
        this.firstStarts = new FirstStarts(services.clock());
        this.backlog = new Backlog(services.limits().maxConcurrentNodes(), services.gate());
    }

    private TenantFuel account() {
        return services.fuel().of(books.plan().spec().namespace());
    }

    /** The run was begun by an earlier process; only before any attempt is out. */
    void recover(Instant now) {
        recovered = true;
        for (PlannedNode node : books.plan().nodes()) {
            books.current()
                    .node(node.index())
                    .firstStartedAt()
                    .ifPresent(first -> firstStarts.remember(node.index(), first, now));
        }
    }

    /** As it is now; the sets in it are views. */
    Underway underway() {
        boolean closed =
                services.state().draining() || services.journal().outage().isPresent();
        return new Underway(nodes, announcedNodes, closed ? 0 : services.gate().room(tenant));
    }

    /** The start of a node's next attempt went on record. */
    void announce(int node) {
        announced.add(node);
    }

    /** The start of an attempt became durable. */
    void startStored(int node, int number) {
        Attempt attempt = live.get(node);
        if (attempt != null && attempt.order().attempt() == number) {
            attempt.startStored();
        }
    }

    /** Lets no code begin any more. @return the nodes of which some has begun */
    Set<Integer> bar() {
        Set<Integer> begun = new TreeSet<>();
        live.forEach((node, attempt) -> {
            if (attempt.bar()) {
                begun.add(node);
            }
        });
        return begun;
    }

    /** Whether an attempt of the node is out or about to be. */
    boolean has(PlannedNode node) {
        return live.containsKey(node.index()) || backlog.holds(node);
    }

    boolean isEmpty() {
        return live.isEmpty();
    }

    /** A node may run: its attempt is made as soon as the gate is to see it. */
    void ready(PlannedNode node, int attempt) {
        if (live.containsKey(node.index())) {
            return;
        }
        backlog.add(new Backlog.Ready(node, attempt, services.clock().nanos()));
        show(node);
    }

    /** Gives the attempt of a node up, if one is out: nothing is to be heard of it. */
    void giveUp(int node, String reason) {
        announced.remove(node);
        Attempt attempt = live.remove(node);
        if (attempt != null) {
            backlog.ended(attempt.order().node());
            attempt.cancel(reason);
            show(attempt.order().node());
        }
    }

    /** Takes back what has not begun. */
    void withdrawQueued() {
        backlog.clear();
        for (Attempt attempt : List.copyOf(live.values())) {
            if (attempt.withdraw()) {
                cameBack(attempt);
            }
        }
    }

    /** Asks every attempt to stop; their ends are still to be heard of. */
    void stopAll(String reason) {
        backlog.clear();
        announced.clear();
        List.copyOf(live.values()).forEach(attempt -> attempt.cancel(reason));
    }

    /** Gives up every attempt, without grace. */
    void killAll(String reason) {
        List<Attempt> out = List.copyOf(live.values());
        forgetAll();
        out.forEach(attempt -> attempt.kill(reason));
    }

    /** What still comes of them comes too late. */
    void forgetAll() {
        live.values().forEach(attempt -> backlog.ended(attempt.order().node()));
        live.clear();
        announced.clear();
        backlog.clear();
    }

    void reprioritise(int priority) {
        live.values().forEach(attempt -> services.gate().reprioritise(attempt.ticket(), priority));
    }

    /** What a node waits for that may run; empty if it does not wait for a place. */
    Optional<Wait> waits(PlannedNode node) {
        Attempt out = live.get(node.index());
        return out == null ? backlog.waits(node) : services.gate().waits(out.ticket());
    }

    /** Where the nodes are that may run: with the text of what they wait for, or none if they run. */
    Map<Integer, String> places() {
        Map<Integer, String> places = new HashMap<>();
        live.forEach((node, attempt) -> places.put(
                node,
                services.gate().waits(attempt.ticket()).map(Wait::toString).orElse("")));
        books.plan().nodes().stream()
                .filter(backlog::holds)
                .forEach(node -> places.put(node.index(), "waits behind other nodes of this run that may start"));
        return places;
    }

    @Override
    public void began(Attempt attempt) {
        AttemptOrder order = attempt.order();
        if (order.start().kept() == Kept.ALREADY) {
            return;
        }
        Instant at = Stamps.now(services.clock());
        Runnable began = () -> {
            if (isOut(attempt)) { // else it was given up before it began
                owner.accept(new Input.Began(order.node().index(), order.attempt(), at));
            }
        };
        if (order.start().kept() == Kept.FIRST) {
            lane.execute(began);
        } else {
            lane.leave(began);
            services.reminder().add(lane);
        }
    }

    @Override
    public void wrote(Attempt attempt, ValueWritten written) {
        lane.leave(() -> {
            if (isOut(attempt)) {
                owner.accept(new Input.Wrote(written));
            }
        });
        services.reminder().add(lane);
    }

    @Override
    public void ended(Attempt attempt, NodeResult result) {
        Instant at = Stamps.now(services.clock());
        long nanos = services.clock().nanos();
        AttemptOrder order = attempt.order();
        int node = order.node().index();
        account().use(result.usage().fuelUnits());
        lane.execute(() -> {
            if (cameBack(attempt)) {
                announced.remove(node);
                attempt.begun().ifPresent(began -> firstStarts.began(node, began));
                owner.accept(new Input.Done(node, order.attempt(), result, firstStarts.elapsed(node, nanos), at));
                fuel.used(books.current().fuelUnits());
                show(order.node());
                if (books.current().node(node).status().ended()) {
                    firstStarts.over(node);
                }
            }
        });
    }

    /** Whether this very attempt is out: it was not given up. */
    private boolean isOut(Attempt attempt) {
        return live.get(attempt.order().node().index()) == attempt;
    }

    /** An attempt came back; false if it had been given up before. */
    private boolean cameBack(Attempt attempt) {
        PlannedNode node = attempt.order().node();
        boolean known = live.remove(node.index(), attempt);
        if (known) {
            backlog.ended(node);
        }
        return known;
    }

    /** Shows the gate as many nodes of the same pool as it is to see. */
    private void show(PlannedNode like) {
        for (Optional<Backlog.Ready> next = backlog.next(like); next.isPresent(); next = backlog.next(like)) {
            if (books.current().node(next.get().node().index()).status().ended()) {
                backlog.ended(like); // it was forced meanwhile
            } else {
                start(next.get());
            }
        }
    }

    private void start(Backlog.Ready ready) {
        RunState state = books.current();
        PlannedNode node = ready.node();
        int priority = Turns.priority(books.plan(), state);
        Claim claim = new Claim(tenant, node.spec().pool(), priority, ready.sinceNanos());
        Start start = new Start(ready.attempt(), kept(node));
        fuel.used(state.fuelUnits());
        AttemptOrder.Shared shared = new AttemptOrder.Shared(values(state), fuel);
        AttemptOrder order = new AttemptOrder(books.run(), node, start, state, shared);
        Attempt attempt = new Attempt(order, claim, services, this);
        live.put(node.index(), attempt);
        attempt.start();
    }

    /**
     * In a run that lived through a crash nothing runs without a trace, lest it crash the process for ever; nor does what
     * must not run twice.
     */
    private Kept kept(PlannedNode node) {
        if (announced.contains(node.index())) {
            return Kept.ALREADY;
        }
        return recovered || node.spec().delivery() == Delivery.AT_MOST_ONCE ? Kept.FIRST : Kept.ALONG;
    }

    /** All attempts that are out share them. */
    private LiveValues values(RunState state) {
        return live.values().stream()
                .findFirst()
                .map(attempt -> attempt.order().values())
                .orElseGet(() -> new LiveValues(state.values()));
    }
}
