package io.sandglass.engine;

import io.sandglass.engine.explain.Explanation;
import io.sandglass.engine.explain.Inexplicable;
import io.sandglass.engine.explain.Inexplicable.Reason;
import io.sandglass.engine.explain.RunExplanation;
import io.sandglass.engine.run.EngineServices;
import io.sandglass.engine.steering.Operation;
import io.sandglass.engine.steering.SteeringRefusals;
import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.engine.steering.SteeringResult.Code;
import io.sandglass.engine.steering.SteeringResult.Refused;
import io.sandglass.engine.step.Decision;
import io.sandglass.engine.step.InFlight;
import io.sandglass.engine.step.Input;
import io.sandglass.engine.step.RunStep;
import io.sandglass.engine.step.Situation;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.run.Asked;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.RecordsLost;
import io.sandglass.store.StoreUnavailable;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What can be done with a run that is only stored: one that has ended, or one that no engine has taken up. Thread-safe;
 * of several operations on one run at once, all but one are refused.
 */
final class StoredRuns {
    /** Of the plans that are kept for the next question; one of them may have more. */
    private static final int MOST_NODES = 100_000;

    private final EngineConfig config;
    private final PinnedPlans plans;
    private final EngineServices services;
    private final Entrance entrance;
    private final RunsInTransit transit;
    private final RunRestarts restarts;

    StoredRuns(EngineConfig config, EngineServices services, Entrance entrance, RunsInTransit transit) {
        this.config = config;
        this.plans = new PinnedPlans(config, MOST_NODES);
        this.services = services;
        this.entrance = entrance;
        this.transit = transit;
        this.restarts = new RunRestarts(config, services, entrance);
    }

    CompletableFuture<SteeringResult> steer(RunId run, Operation operation, Asked asked) {
        if (!transit.enter(run)) {
            return refuse(Refused.of(Code.BUSY, "something else is being done with run " + run + "; try again"));
        }
        if (entrance.isOpen(run)) { // since the caller looked
            transit.leave(run);
            return refuse(Refused.of(Code.BUSY, "run " + run + " was just taken up; try again"));
        }
        try {
            return steer(config.runs().events(run), run, operation, asked)
                    .exceptionally(StoredRuns::notStored)
                    .whenComplete((answer, failure) -> transit.leave(run));
        } catch (RecordsLost e) {
            transit.leave(run);
            return refuse(Refused.of(Code.NOT_PLANNABLE, "run " + run + " cannot go on: " + e.getMessage()));
        } catch (RuntimeException | Error e) {
            transit.leave(run);
            throw e;
        }
    }

    /**
     * Empty if there is no such run.
     *
     * @throws Inexplicable if that cannot be determined from what is stored
     */
    Optional<RunExplanation> explain(RunId run) {
        try {
            List<RunRecord> records = config.runs().events(run);
            return records.isEmpty() ? Optional.empty() : Optional.of(explained(StoredRun.of(records, plans)));
        } catch (RecordsLost e) {
            throw new Inexplicable(run, Reason.RECORDS_LOST, e);
        } catch (InvalidSpec | NoSuchElementException e) {
            throw new Inexplicable(run, Reason.NOT_PLANNABLE, e);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new Inexplicable(run, Reason.RECORDS_DO_NOT_FIT, e);
        }
    }

    private RunExplanation explained(StoredRun stored) {
        Situation asStored = new Situation(stored.plan(), stored.run(), stored.state(), stored.state(), InFlight.NONE);
        Explanation look = new Explanation(asStored, Map.of(), Optional.empty(), Optional.empty());
        return look.of(stored.run(), services.journal().outage());
    }

    private CompletableFuture<SteeringResult> steer(
            List<RunRecord> records, RunId run, Operation operation, Asked asked) {
        if (records.isEmpty()) {
            return refuse(SteeringRefusals.unknownRun(run));
        }
        StoredRun stored;
        try {
            stored = StoredRun.of(records, plans);
        } catch (InvalidSpec | NoSuchElementException | IllegalArgumentException | IllegalStateException e) {
            return refuse(Refused.of(Code.NOT_PLANNABLE, "run " + run + " cannot go on: " + e.getMessage()));
        }
        if (stored.state().end().isEmpty()) {
            return steerOpen(stored, operation, asked);
        }
        if (!operation.verb().possible(stored.state().phase())) {
            return refuse(SteeringRefusals.wrongState(
                    operation.verb(), run, stored.state().phase()));
        }
        return operation instanceof Operation.Rerun rerun
                ? restarts.rerun(stored, rerun, asked)
                : restarts.reopen(stored, asked);
    }

    /** Only recorded: whoever takes the run up next acts on it. */
    private CompletableFuture<SteeringResult> steerOpen(StoredRun stored, Operation operation, Asked asked) {
        Situation situation = new Situation(stored.plan(), stored.run(), stored.state(), stored.state(), InFlight.NONE);
        Decision decision = RunStep.decide(
                situation, new Input.Steer(operation, asked, services.clock().nowMillis()));
        if (decision.refused().isPresent()) {
            return refuse(decision.refused().get());
        }
        return stored.append(services, decision.events())
                .thenApply(records -> new SteeringResult.Done(stored.run(), List.of()));
    }

    private static CompletableFuture<SteeringResult> refuse(Refused refused) {
        return CompletableFuture.completedFuture(refused);
    }

    private static SteeringResult notStored(Throwable failure) {
        Throwable cause = Answers.cause(failure);
        if (cause instanceof StoreUnavailable unavailable) {
            throw unavailable;
        }
        return Refused.of(Code.NOT_STORED, "it could not be recorded: " + cause.getMessage());
    }
}
