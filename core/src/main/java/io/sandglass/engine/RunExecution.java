package io.sandglass.engine;

import io.sandglass.engine.Steered.Code;
import io.sandglass.engine.Steered.Refused;
import io.sandglass.fair.Claim;
import io.sandglass.fair.Tenant;
import io.sandglass.fair.Wait;
import io.sandglass.fault.Fault;
import io.sandglass.fault.FaultPoint;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.plan.PlannedNode;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.NodeState;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunEvent.ValueWritten;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunState;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.Queueing;
import io.sandglass.time.Workers.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one owner of a run's state. Its mailbox is its lane: everything that happens to the run is told there, one thing
 * after the other, and all fields below {@code lane} are touched there only. It asks {@link RunStep} what follows, has
 * the events recorded and carries out the commands.
 */
final class RunExecution implements AttemptListener {
    private static final Logger log = LoggerFactory.getLogger(RunExecution.class);

    private final RunId run;
    private final ExecutionPlan plan;
    private final EngineServices services;
    private final Tenant tenant;
    private final CompletableFuture<RunEnded> ended = new CompletableFuture<>();
    private volatile @Nullable RunTurn turn;
    private volatile boolean recovered;

    private final Lane lane;
    private final ArrayList<RunRecord> pending = new ArrayList<>(0);
    private final List<CompletableFuture<Optional<Steered>>> unanswered = new ArrayList<>(0);
    private final Map<Integer, Attempt> live = new TreeMap<>();
    private final Backlog backlog;
    private final Alarms alarms;
    private final Map<Integer, Long> firstStarts = new TreeMap<>();
    private RunState current;
    private RunState durable;
    private long lastSeq;
    private boolean refused;
    private boolean evaluating;

    RunExecution(RunId run, ExecutionPlan plan, EngineServices services) {
        this.run = run;
        this.plan = plan;
        this.services = services;
        this.tenant = services.limits().tenancy().of(plan.spec().namespace());
        this.lane = services.workers().lane("run-" + run);
        this.backlog = new Backlog(services.limits().maxConcurrentNodes(), services.gate());
        this.alarms = new Alarms(services, node -> lane.execute(() -> due(node)));
        this.current = RunState.empty(plan.graph());
        this.durable = current;
    }

    /** To whom it belongs. */
    Tenant tenant() {
        return tenant;
    }

    /** From now on it has a place among the runs of its concurrency key, or waits for one. */
    void turn(RunTurn own) {
        turn = own;
        ended.whenComplete((end, failure) -> own.over());
    }

    RunId run() {
        return run;
    }

    /** Completes when the end is durable and the listeners know of it; with an exception if the engine closes before. */
    CompletableFuture<RunEnded> ended() {
        return ended;
    }

    /** Begins a run whose first records have just become durable. */
    void launch(List<RunRecord> records) {
        lane.execute(() -> {
            replay(records);
            records.forEach(services.listeners()::onRecord);
            durable.end().ifPresent(ended::complete);
            hear(new Input.Resumed(now()));
        });
    }

    /**
     * Takes up a run where its records end; only before anything else is asked of it.
     *
     * @throws IllegalArgumentException if the records do not fit the plan
     */
    void recover(List<RunRecord> records, Turns turns) {
        recovered = true;
        replay(records);
        lineUp(turns);
        lane.execute(() -> {
            Instant now = now();
            plan.nodes().forEach(node -> rememberStart(node, now));
            hear(new Input.Resumed(now));
        });
    }

    private void lineUp(Turns turns) {
        RunStarted start = current.started().orElseThrow();
        Instant since = current.queuedSince().orElse(start.at());
        turns.recovered(plan, run, since, current.concurrencyKey(), priority()).ifPresent(found -> {
            RunTurn own = new RunTurn(found, services, this);
            turn(own);
            if (current.queued()) {
                own.begin(turns.waited(since));
            } else {
                own.occupy();
            }
        });
    }

    /** Its turn has come. */
    void admitted() {
        lane.execute(() -> hear(new Input.Admitted(now())));
    }

    /** Its turn did not come in time. */
    void queueTimedOut(Duration most) {
        lane.execute(() -> hear(new Input.QueueTimeout(most, now())));
    }

    Optional<PlannedNode> node(String id) {
        return plan.node(id);
    }

    /** What it waits for as a whole; empty if it does not. */
    Optional<Wait> waits() {
        RunTurn own = turn;
        return own == null ? Optional.empty() : own.waits();
    }

    /**
     * What an attempt of a node waits for.
     *
     * @return completes on its lane; empty if the node does not wait for a place
     */
    CompletableFuture<Optional<Wait>> waits(PlannedNode node) {
        return CompletableFuture.supplyAsync(
                () -> {
                    Attempt out = live.get(node.index());
                    return out == null ? backlog.waits(node) : services.gate().waits(out.ticket());
                },
                lane);
    }

    /** Stops it for the sake of another run. */
    void cancel(String reason) {
        steer(new Operation.Cancel(false), new Asked("the concurrency limit", reason));
    }

    /**
     * Asks something of the run; answered when it is refused or durable, on whatever thread.
     *
     * @return empty once the run has ended: then its record is to be asked
     */
    CompletableFuture<Optional<Steered>> steer(Operation operation, Asked asked) {
        CompletableFuture<Optional<Steered>> answer = new CompletableFuture<>();
        lane.execute(() -> steer(new Input.Steer(operation, asked, now()), answer));
        return answer;
    }

    /** What it looks like from inside; completes on its lane. */
    CompletableFuture<Explanation> explain() {
        CompletableFuture<Explanation> answer = new CompletableFuture<>();
        lane.execute(() -> answer.complete(new Explanation(plan, current, durable, places(), waits())));
        ended.exceptionally(
                failure -> { // then the lane may do nothing any more
                    answer.completeExceptionally(failure);
                    throw new CompletionException(failure);
                });
        return answer;
    }

    /**
     * Stops what is out and records that it was cut off, if it did not end before: the run stays open.
     *
     * @return completes once that is on its way to the store
     */
    CompletableFuture<Void> interrupt() {
        return CompletableFuture.runAsync(
                () -> {
                    hear(new Input.Interrupted(now()));
                    stopAll("the engine is closing");
                    live.clear(); // what still comes of them comes too late
                    append();
                },
                lane);
    }

    @Override
    public void began(Attempt attempt) {
        Instant at = now();
        long nanos = services.clock().nanos();
        AttemptOrder order = attempt.order();
        int node = order.node().index();
        Runnable began = () -> {
            if (live.get(node) == attempt) { // else it was given up before it began
                firstStarts.putIfAbsent(node, nanos);
                hear(new Input.Began(node, order.attempt(), at));
            }
        };
        if (recovered) { // what crashes the process at once must not do so for ever without a trace
            lane.execute(began);
        } else {
            lane.leave(began);
            services.reminder().add(lane);
        }
    }

    @Override
    public void wrote(Attempt attempt, ValueWritten written) {
        int node = attempt.order().node().index();
        lane.leave(() -> {
            if (live.get(node) == attempt) {
                hear(new Input.Wrote(written));
            }
        });
        services.reminder().add(lane);
    }

    @Override
    public void ended(Attempt attempt, NodeResult result) {
        Instant at = now();
        long nanos = services.clock().nanos();
        AttemptOrder order = attempt.order();
        int node = order.node().index();
        lane.execute(() -> {
            if (live.remove(node, attempt)) {
                backlog.ended(order.node());
                Duration elapsed = Duration.ofNanos(nanos - firstStarts.getOrDefault(node, nanos));
                hear(new Input.Done(node, order.attempt(), result, elapsed, at));
                show(order.node());
                if (current.node(node).status().ended()) {
                    firstStarts.remove(node);
                }
            }
        });
    }

    private void replay(List<RunRecord> records) {
        for (RunRecord record : records) {
            current = current.apply(record.event());
            lastSeq = record.seq();
        }
        durable = current;
    }

    /** The monotonic clock does not survive a restart, so what went before is measured by the wall clock, once. */
    private void rememberStart(PlannedNode node, Instant now) {
        current.node(node.index()).firstStartedAt().ifPresent(first -> {
            long elapsed = Math.max(0, Duration.between(first, now).toNanos());
            firstStarts.put(node.index(), services.clock().nanos() - elapsed);
        });
    }

    private void steer(Input.Steer input, CompletableFuture<Optional<Steered>> answer) {
        if (current.end().isPresent()) {
            ended.whenComplete((end, failure) -> answer.complete(Optional.empty()));
            return;
        }
        ended.whenComplete((end, failure) -> answer.complete(Optional.of(steered(failure))));
        hear(input).ifPresentOrElse(refusal -> answer.complete(Optional.of(refusal)), () -> unanswered.add(answer));
    }

    /** @return why what was asked is not done */
    private Optional<Refused> hear(Input input) {
        if (services.state().stopped() || ended.isDone()) {
            return Optional.empty();
        }
        try {
            Decision decision = RunStep.decide(new Situation(plan, run, current, durable, live.keySet()), input);
            carryOut(decision);
            return decision.refused();
        } catch (RuntimeException | Error e) {
            // An error in the books of one run must not leave it hanging, nor take the others along.
            log.error("run {} cannot go on and stays open until the next start", run, e);
            stopAll("the run cannot go on");
            ended.completeExceptionally(e);
            return Optional.empty();
        }
    }

    private Steered steered(@Nullable Throwable failure) {
        return failure == null
                ? new Steered.Done(run, List.of())
                : Refused.of(Code.NOT_STORED, "it is not known to be recorded: " + failure.getMessage());
    }

    private void carryOut(Decision decision) {
        current = decision.current();
        record(decision.events());
        decision.commands().forEach(this::carryOut);
    }

    /** What is heard together is stored together. */
    private void record(List<RunEvent> events) {
        if (pending.isEmpty() && !events.isEmpty()) {
            lane.execute(this::append);
        }
        for (RunEvent event : events) {
            pending.add(new RunRecord(run, ++lastSeq, event));
        }
    }

    private void append() {
        if (pending.isEmpty()) {
            return;
        }
        List<RunRecord> records = List.copyOf(pending);
        pending.clear();
        pending.trimToSize(); // ten thousand waiting runs need no room for records
        List<CompletableFuture<Optional<Steered>>> waiting = List.copyOf(unanswered);
        unanswered.clear();
        services.journal().append(records).whenComplete((kept, refusal) -> {
            waiting.forEach(answer -> answer.complete(Optional.of(steered(refusal))));
            lane.execute(() -> {
                if (refusal == null) {
                    stored(records);
                } else {
                    refused(records, refusal);
                }
            });
        });
    }

    /** What the store does not take has not happened: the run ends in its place. */
    private void refused(List<RunRecord> records, Throwable refusal) {
        if (refused) { // what followed the refused record went with it
            if (records.get(0).seq() == lastSeq) {
                log.error("run {} cannot be ended and stays open until the next start", run, refusal);
                ended.completeExceptionally(refusal);
            }
            return;
        }
        refused = true;
        pending.clear();
        pending.trimToSize(); // ten thousand waiting runs need no room for records
        current = durable;
        lastSeq = records.get(0).seq() - 1;
        stopAll("the run cannot go on");
        String error = "its record cannot be stored: " + refusal.getMessage();
        RunEnded end = new RunEnded(RunStatus.FAILED, Payload.EMPTY, Optional.of(error), now());
        current = current.apply(end);
        record(List.of(end));
    }

    private void stored(List<RunRecord> records) {
        boolean all = records.get(records.size() - 1).seq() == lastSeq;
        if (all) {
            durable = current;
        }
        for (RunRecord record : records) {
            Fault.at(FaultPoint.BEFORE_ACK);
            durable = all ? durable : durable.apply(record.event());
            services.listeners().onRecord(record);
            hear(new Input.Stored(record.event(), now()));
            if (record.event() instanceof RunEnded end) {
                log.info("run {} of {} ended {}", run, plan.spec().key(), end.status());
                ended.complete(end);
            }
        }
    }

    private void carryOut(Command command) {
        if (command instanceof Command.Start start) {
            start(start);
        } else if (command instanceof Command.Later later) {
            alarms.set(later.node(), later.delay());
        } else if (command instanceof Command.StopAll stop) {
            stopAll(stop.reason());
        } else if (command instanceof Command.KillAll kill) {
            killAll(kill.reason());
        } else if (command instanceof Command.GiveUp giveUp) {
            giveUp(giveUp.node(), giveUp.reason());
        } else if (command instanceof Command.WithdrawQueued) {
            withdrawQueued();
        } else if (command instanceof Command.Reprioritise) {
            reprioritise();
        } else if (command instanceof Command.EvaluateOutputs) {
            RunState state = current;
            evaluating = true;
            services.workers().run("run-" + run + "/outputs", () -> evaluateOutputs(state));
        } else {
            throw new AssertionError(command);
        }
    }

    private void start(Command.Start start) {
        if (services.state().draining()) {
            return;
        }
        PlannedNode node = plan.nodes().get(start.node());
        backlog.add(new Backlog.Ready(node, start.attempt(), services.clock().nanos()));
        show(node);
    }

    /** Shows the gate as many nodes as it is to see. */
    private void show(PlannedNode like) {
        for (Optional<Backlog.Ready> next = backlog.next(like); next.isPresent(); next = backlog.next(like)) {
            if (current.node(next.get().node().index()).status().ended()) {
                backlog.ended(like); // it was forced meanwhile
            } else {
                attempt(next.get());
            }
        }
    }

    private void attempt(Backlog.Ready ready) {
        LiveValues values = liveValues();
        PlannedNode node = ready.node();
        Claim claim = new Claim(tenant.name(), node.spec().pool(), priority(), ready.sinceNanos());
        Attempt attempt =
                new Attempt(new AttemptOrder(run, node, ready.attempt(), current, values), claim, services, this);
        live.put(node.index(), attempt);
        attempt.start();
    }

    private LiveValues liveValues() {
        LiveValues known = live.values().stream()
                .findFirst()
                .map(attempt -> attempt.order().values())
                .orElse(null);
        return known == null ? new LiveValues(current.values()) : known;
    }

    private int priority() {
        int planned = current.started()
                .map(start -> Turns.priority(plan, start.cause()))
                .orElse(Queueing.DEFAULT.priority());
        return current.priority().orElse(planned);
    }

    private void reprioritise() {
        live.values().forEach(attempt -> services.gate().reprioritise(attempt.ticket(), priority()));
        RunTurn own = turn;
        if (own != null) {
            own.reprioritise(priority());
        }
    }

    private void due(int node) {
        alarms.over(node);
        hear(new Input.Due(node, now()));
    }

    /** Where the nodes are that may run: with the text of what they wait for, or none if they run. */
    private Map<Integer, String> places() {
        Map<Integer, String> places = new HashMap<>();
        live.forEach((node, attempt) -> places.put(
                node,
                services.gate().waits(attempt.ticket()).map(Wait::toString).orElse("")));
        plan.nodes().stream()
                .filter(backlog::holds)
                .forEach(node -> places.put(node.index(), "waits behind other nodes of this run that may start"));
        return places;
    }

    private void withdrawQueued() {
        backlog.clear();
        for (Attempt attempt : List.copyOf(live.values())) {
            if (attempt.withdraw()) {
                live.remove(attempt.order().node().index());
                backlog.ended(attempt.order().node());
            }
        }
    }

    private void giveUp(int node, String reason) {
        alarms.cancel(node);
        Attempt attempt = live.remove(node);
        if (attempt != null) {
            backlog.ended(attempt.order().node());
            attempt.cancel(reason);
            show(attempt.order().node());
        }
    }

    private void killAll(String reason) {
        List<Attempt> out = List.copyOf(live.values());
        live.clear(); // what still comes of them comes too late
        stopAll(reason);
        out.forEach(attempt -> attempt.kill(reason));
    }

    private void stopAll(String reason) {
        alarms.cancelAll();
        backlog.clear();
        List.copyOf(live.values()).forEach(attempt -> attempt.cancel(reason));
    }

    private void evaluateOutputs(RunState state) {
        Input.Outputs input = new RunOutputs(run, plan.spec().outputs(), state).evaluate(now());
        lane.execute(() -> {
            evaluating = false;
            hear(input);
        });
    }

    /** Drives the run on if nothing is going to: some wake-up was lost. */
    void check() {
        lane.execute(() -> {
            if (ended.isDone() || services.state().draining()) {
                return;
            }
            List<Integer> late = alarms.late();
            if (!late.isEmpty() || !waitsForSomething()) {
                services.state().wakeUpLost();
                log.error("run {} was waiting for nothing and is driven on: {}", run, describe(late));
                late.forEach(this::due);
                hear(new Input.Resumed(now()));
            }
        });
    }

    /** An attempt, a time, a record on its way, its outputs, its turn. */
    private boolean waitsForSomething() {
        boolean recording = durable != current;
        return !live.isEmpty() || !alarms.isEmpty() || recording || evaluating || current.queued() || waitsForPeople();
    }

    private boolean waitsForPeople() {
        return current.paused().isPresent()
                || plan.nodes().stream()
                        .anyMatch(node -> current.node(node.index()).state() instanceof NodeState.Awaiting);
    }

    private String describe(List<Integer> late) {
        List<String> open = plan.nodes().stream()
                .filter(node -> !current.node(node.index()).status().ended())
                .limit(20)
                .map(node -> node.id() + " " + current.node(node.index()).status())
                .toList();
        return "its last record is " + lastSeq + ", alarms late " + late + ", open nodes " + open;
    }

    private Instant now() {
        return Stamps.now(services.clock());
    }
}
