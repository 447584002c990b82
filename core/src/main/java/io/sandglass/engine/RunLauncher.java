package io.sandglass.engine;

import io.sandglass.engine.fuel.FuelAccounts;
import io.sandglass.engine.run.EngineServices;
import io.sandglass.engine.run.RunTickets;
import io.sandglass.engine.step.Backlog;
import io.sandglass.engine.step.InFlight;
import io.sandglass.engine.step.Room;
import io.sandglass.engine.step.RunStep;
import io.sandglass.engine.step.Situation;
import io.sandglass.expression.Scope;
import io.sandglass.fair.FairGate;
import io.sandglass.fair.RunGate;
import io.sandglass.fair.RunTicket;
import io.sandglass.fair.Verdict;
import io.sandglass.fault.Fault;
import io.sandglass.fault.FaultPoint;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.migration.Position;
import io.sandglass.migration.SpecProblem;
import io.sandglass.migration.Suggestion;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.Excess;
import io.sandglass.run.JsonSize;
import io.sandglass.run.KeyedRequest;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.RunAdmitted;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunQueued;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunScopes;
import io.sandglass.run.RunState;
import io.sandglass.run.RunStatus;
import io.sandglass.store.RecordRefused;
import io.sandglass.store.RunJournal;
import io.sandglass.store.SpecStore;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.StoredSpec;
import io.sandglass.time.Platform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Turns a request into the first record of a run. Thread-safe. */
final class RunLauncher {
    private static final Limits MOST = Limits.DEFAULT;

    private final SpecStore specs;
    private final PlanCache plans;
    private final InputBinding inputs;
    private final Platform platform;
    private final RunJournal journal;
    private final RunGate gate;
    private final FairGate nodes;
    private final FuelAccounts fuel;
    private final RunTickets tickets;
    private final RunsInTransit transit;

    RunLauncher(EngineConfig config, EngineServices services, RunTickets tickets, RunsInTransit transit) {
        this.specs = config.specs();
        this.plans = new PlanCache(
                config.compiler(), config.typesGeneration(), config.limits().cachedPlans());
        this.inputs = config.inputs();
        this.platform = config.platform();
        this.journal = services.journal();
        this.gate = services.runs();
        this.fuel = services.fuel();
        this.nodes = services.gate();
        this.tickets = tickets;
        this.transit = transit;
    }

    /**
     * A run whose first records are durable.
     *
     * @param ticket its place among the runs of its concurrency key; empty if there is no limit on it
     */
    record Begun(ExecutionPlan plan, List<RunRecord> records, Optional<RunTicket> ticket) {
        RunId run() {
            return records.get(0).run();
        }
    }

    /**
     * What is to be launched.
     *
     * @param known what the run begins with, after its first record
     */
    record Launch(LaunchRequest request, Optional<KeyedRequest> keyed, List<RunEvent> known) {}

    /**
     * @param started gets the run once its first records are durable, before the answer completes
     * @throws StoreUnavailable or completes with it, if the store is unavailable
     */
    CompletableFuture<LaunchResult> launch(Launch launch, Consumer<Begun> started) {
        journal.outage().ifPresent(reason -> {
            throw new StoreUnavailable(reason);
        });
        Optional<StoredSpec> spec = find(launch.request());
        if (spec.isEmpty()) {
            return CompletableFuture.completedFuture(new LaunchResult.UnknownWorkflow(unknown(launch.request())));
        }
        try {
            return launch(launch, spec.get(), started);
        } catch (InvalidSpec e) {
            return CompletableFuture.completedFuture(new LaunchResult.Invalid(e.problems()));
        }
    }

    private CompletableFuture<LaunchResult> launch(Launch launch, StoredSpec spec, Consumer<Begun> started) {
        ExecutionPlan plan = plans.plan(spec);
        RunId run = platform.ids().next();
        RunStarted start = firstEvent(launch, spec, plan, run);
        Optional<RunTicket> ticket = tickets.launched(plan, run, start);
        Optional<Verdict> verdict = ticket.map(gate::ask);
        if (verdict.isPresent() && verdict.get().kind() == Verdict.Kind.SKIPPED) {
            String reason = verdict.get().reason();
            return CompletableFuture.completedFuture(new LaunchResult.Skipped(reason));
        }
        return leavingUnlessStarted(ticket, () -> {
                    boolean failed = verdict.isPresent() && verdict.get().kind() == Verdict.Kind.FAILED;
                    List<RunEvent> events = new ArrayList<>(List.of(start));
                    events.addAll(launch.known());
                    ticket.flatMap(own -> verdict.map(found -> last(own.key(), found, start.at())))
                            .ifPresent(events::add);
                    if (verdict.isEmpty() || verdict.get().kind() == Verdict.Kind.ADMITTED) {
                        events.addAll(firstStarts(plan, run, events));
                    }
                    return append(new Begun(plan, records(run, events), failed ? Optional.empty() : ticket), started);
                })
                .exceptionally(RunLauncher::refused);
    }

    /** What does not begin gives back its place among the runs of its concurrency key. */
    private CompletableFuture<LaunchResult> leavingUnlessStarted(
            Optional<RunTicket> ticket, Supplier<CompletableFuture<LaunchResult>> launch) {
        CompletableFuture<LaunchResult> answer;
        try {
            answer = launch.get();
        } catch (RuntimeException | Error e) {
            ticket.ifPresent(gate::leave);
            throw e;
        }
        return answer.whenComplete((result, failure) -> {
            if (!(result instanceof LaunchResult.Started)) {
                ticket.ifPresent(gate::leave);
            }
        });
    }

    /** So that what ends the process at once has left a trace. */
    private List<RunEvent> firstStarts(ExecutionPlan plan, RunId run, List<RunEvent> events) {
        RunState state = RunState.empty(plan.graph()).applyAll(events.stream());
        String namespace = plan.spec().namespace();
        Room room = fuel.of(namespace).isKnown()
                ? Room.at(nodes, tickets.tenancy().of(namespace).name())
                : Room.NONE;
        InFlight inFlight = new InFlight(Set.of(), Set.of(), Set.of(), room, Backlog.EMPTY);
        return RunStep.firstStarts(
                new Situation(plan, run, state, state, inFlight), events.get(0).at());
    }

    /** From when it is stored until it has its owner, the run is nobody else's business. */
    private CompletableFuture<LaunchResult> append(Begun begun, Consumer<Begun> started) {
        Fault.at(FaultPoint.BEFORE_RUN_INSERT);
        transit.enter(begun.run());
        CompletableFuture<Boolean> stored;
        try {
            stored = journal.tryAppend(begun.records());
        } catch (RuntimeException | Error e) {
            transit.leave(begun.run());
            throw e;
        }
        return stored.thenApply(kept -> begin(begun, kept, started))
                .whenComplete((result, failure) -> transit.leave(begun.run()));
    }

    private static LaunchResult begin(Begun begun, boolean kept, Consumer<Begun> started) {
        if (!kept) {
            return new LaunchResult.DuplicateSlot();
        }
        Fault.at(FaultPoint.AFTER_RUN_INSERT);
        started.accept(begun);
        Fault.at(FaultPoint.BEFORE_LAUNCH_ANSWER);
        return new LaunchResult.Started(begun.run());
    }

    private static List<RunRecord> records(RunId run, List<RunEvent> events) {
        List<RunRecord> records = new ArrayList<>();
        events.forEach(event -> records.add(new RunRecord(run, records.size() + 1, event)));
        return records;
    }

    private static RunEvent last(String key, Verdict verdict, Instant at) {
        return switch (verdict.kind()) {
            case ADMITTED -> new RunAdmitted(key, at);
            case QUEUED -> new RunQueued(key, at);
            case FAILED ->
                new RunEnded(RunStatus.FAILED, Payload.EMPTY, Optional.of("ConcurrencyLimit: " + verdict.reason()), at);
            case SKIPPED -> throw new AssertionError(verdict);
        };
    }

    private static LaunchResult refused(Throwable failure) {
        Throwable cause = Answers.cause(failure);
        if (cause instanceof RecordRefused refused) {
            String reason = "the store does not take the run's first record: " + refused.getMessage();
            return new LaunchResult.Invalid(List.of(problem("NOT_STORABLE", reason, "give the run smaller inputs")));
        }
        throw new CompletionException(cause);
    }

    private static SpecProblem problem(String code, String reason, String remedy) {
        return new SpecProblem(code, "/inputs", Position.START, reason, remedy);
    }

    private RunStarted firstEvent(Launch launch, StoredSpec spec, ExecutionPlan plan, RunId run) {
        Instant now = platform.clock().nowMillis();
        Cause cause = launch.request().cause();
        Scope base = RunScopes.base(run, spec.workflow(), spec.revision(), cause, now);
        Payload bound = inputs.bind(plan.spec(), launch.request().inputs(), base);
        Optional<Excess> excess = JsonSize.excess(bound, MOST.inputBytes(), MOST.values());
        if (excess.isPresent()) {
            String reason = "the inputs take " + excess.get().told();
            throw new InvalidSpec(
                    List.of(problem("INPUT_TOO_LARGE", reason, "put large data into files and give their names")));
        }
        return new RunStarted(spec.workflow(), spec.revision(), bound, cause, launch.keyed(), plan.digests(), now);
    }

    private Optional<StoredSpec> find(LaunchRequest request) {
        return request.revision().isPresent()
                ? specs.find(request.workflow(), request.revision().getAsInt())
                : specs.newest(request.workflow());
    }

    private String unknown(LaunchRequest request) {
        String name = request.workflow().toString();
        Optional<StoredSpec> newest = specs.newest(request.workflow());
        if (newest.isPresent()) {
            return "workflow '" + name + "' has no revision "
                    + request.revision().orElse(0) + "; its newest is "
                    + newest.get().revision();
        }
        List<String> names =
                specs.newestRevisions().keySet().stream().map(Object::toString).toList();
        return "there is no workflow '" + name + "'; " + Suggestion.orElse(name, names, "deploy it first");
    }
}
