package io.sandglass.engine;

import io.sandglass.expression.Scope;
import io.sandglass.fault.Fault;
import io.sandglass.fault.FaultPoint;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.migration.Position;
import io.sandglass.migration.SpecProblem;
import io.sandglass.migration.Suggestion;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.Payload;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.RecordRefused;
import io.sandglass.store.RunJournal;
import io.sandglass.store.SpecStore;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.StoredSpec;
import io.sandglass.time.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;

/** Turns a request into the first record of a run. Thread-safe. */
final class RunLauncher {
    private static final long MOST_INPUT = Limits.DEFAULT.inputBytes();

    private final SpecStore specs;
    private final PlanCache plans;
    private final InputBinding inputs;
    private final Platform platform;
    private final RunJournal journal;

    RunLauncher(EngineConfig config, RunJournal journal) {
        this.specs = config.specs();
        this.plans = new PlanCache(
                config.compiler(), config.typesGeneration(), config.limits().cachedPlans());
        this.inputs = config.inputs();
        this.platform = config.platform();
        this.journal = journal;
    }

    /**
     * @param started gets the plan and the first record once it is durable, before the answer completes
     * @throws StoreUnavailable or completes with it, if the store is unavailable
     */
    CompletableFuture<LaunchResult> launch(LaunchRequest request, BiConsumer<ExecutionPlan, RunRecord> started) {
        journal.outage().ifPresent(reason -> {
            throw new StoreUnavailable(reason);
        });
        Optional<StoredSpec> spec = find(request);
        if (spec.isEmpty()) {
            return CompletableFuture.completedFuture(new LaunchResult.UnknownWorkflow(unknown(request)));
        }
        try {
            return launch(request, spec.get(), started);
        } catch (InvalidSpec e) {
            return CompletableFuture.completedFuture(new LaunchResult.Invalid(e.problems()));
        }
    }

    private CompletableFuture<LaunchResult> launch(
            LaunchRequest request, StoredSpec spec, BiConsumer<ExecutionPlan, RunRecord> started) {
        ExecutionPlan plan = plans.plan(spec);
        RunId run = platform.ids().next();
        RunRecord first = new RunRecord(run, 1, firstEvent(request, spec, plan, run));
        Fault.at(FaultPoint.BEFORE_RUN_INSERT);
        CompletableFuture<LaunchResult> answer = journal.tryAppend(List.of(first))
                .thenApply(kept -> {
                    if (!kept) {
                        return new LaunchResult.DuplicateSlot();
                    }
                    Fault.at(FaultPoint.AFTER_RUN_INSERT);
                    started.accept(plan, first);
                    Fault.at(FaultPoint.BEFORE_LAUNCH_ANSWER);
                    return new LaunchResult.Started(run);
                });
        return answer.exceptionally(RunLauncher::refused);
    }

    private static LaunchResult refused(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof RecordRefused refused) {
            String reason = "the store does not take the run's first record: " + refused.getMessage();
            return new LaunchResult.Invalid(List.of(problem("NOT_STORABLE", reason, "give the run smaller inputs")));
        }
        throw new CompletionException(cause);
    }

    private static SpecProblem problem(String code, String reason, String remedy) {
        return new SpecProblem(code, "/inputs", Position.START, reason, remedy);
    }

    private RunStarted firstEvent(LaunchRequest request, StoredSpec spec, ExecutionPlan plan, RunId run) {
        Instant now = Stamps.now(platform.clock());
        Scope base = RunScopes.base(run, spec.workflow(), spec.revision(), request.cause(), now);
        Payload bound = inputs.bind(plan.spec(), request.inputs(), base);
        if (JsonSize.exceeds(bound, MOST_INPUT)) {
            String reason = "the inputs take more than " + MOST_INPUT + " bytes as JSON";
            throw new InvalidSpec(
                    List.of(problem("INPUT_TOO_LARGE", reason, "put large data into files and give their names")));
        }
        return new RunStarted(spec.workflow(), spec.revision(), bound, request.cause(), plan.digests(), now);
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
                specs.all().stream().map(spec -> spec.workflow().toString()).toList();
        return "there is no workflow '" + name + "'; " + Suggestion.orElse(name, names, "deploy it first");
    }
}
