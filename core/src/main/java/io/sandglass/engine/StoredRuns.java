package io.sandglass.engine;

import io.sandglass.engine.explain.Explanation;
import io.sandglass.engine.explain.Inexplicable;
import io.sandglass.engine.explain.Inexplicable.Reason;
import io.sandglass.engine.explain.RunExplanation;
import io.sandglass.engine.run.EngineServices;
import io.sandglass.engine.run.RunTickets;
import io.sandglass.engine.steering.Operation;
import io.sandglass.engine.steering.Steered;
import io.sandglass.engine.steering.Steered.Code;
import io.sandglass.engine.steering.Steered.Refused;
import io.sandglass.engine.steering.SteeringRefusals;
import io.sandglass.engine.step.Decision;
import io.sandglass.engine.step.InFlight;
import io.sandglass.engine.step.Input;
import io.sandglass.engine.step.RunStep;
import io.sandglass.engine.step.Situation;
import io.sandglass.fair.RunTicket;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.run.Asked;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.RunQueued;
import io.sandglass.run.RunEvent.RunReopened;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunState;
import io.sandglass.store.RecordRefused;
import io.sandglass.store.RecordsLost;
import io.sandglass.store.StoreUnavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can be done with a run that is only stored: one that has ended, or one that no engine has taken up. Thread-safe;
 * of several operations on one run at once, all but one are refused.
 */
final class StoredRuns {
    private static final Logger log = LoggerFactory.getLogger(StoredRuns.class);

    /** Of the plans that are kept for the next question; one of them may have more. */
    private static final int MOST_NODES = 100_000;

    private final EngineConfig config;
    private final PinnedPlans plans;
    private final EngineServices services;
    private final Door door;
    private final RunsInTransit transit;

    StoredRuns(EngineConfig config, EngineServices services, Door door, RunsInTransit transit) {
        this.config = config;
        this.plans = new PinnedPlans(config, MOST_NODES);
        this.services = services;
        this.door = door;
        this.transit = transit;
    }

    /** The way back into the engine. */
    interface Door {
        /** @param known what the run begins with, after its first record */
        CompletableFuture<LaunchResult> launch(LaunchRequest request, List<RunEvent> known);

        /** Whether the engine has the run. */
        boolean isOpen(RunId run);

        /** Takes a place for an open run; false if there is none. */
        boolean reserve(ExecutionPlan plan);

        void release(ExecutionPlan plan);

        /** Goes on with a run that has a place, which it gives back if it throws. */
        void takeUp(ExecutionPlan plan, List<RunRecord> records);
    }

    CompletableFuture<Steered> steer(RunId run, Operation operation, Asked asked) {
        if (!transit.enter(run)) {
            return refuse(Refused.of(Code.BUSY, "something else is being done with run " + run + "; try again"));
        }
        if (door.isOpen(run)) { // since the caller looked
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
            return records.isEmpty() ? Optional.empty() : Optional.of(explained(fold(records)));
        } catch (RecordsLost e) {
            throw new Inexplicable(run, Reason.RECORDS_LOST, e);
        } catch (InvalidSpec | NoSuchElementException e) {
            throw new Inexplicable(run, Reason.NOT_PLANNABLE, e);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new Inexplicable(run, Reason.RECORDS_DO_NOT_FIT, e);
        }
    }

    private RunExplanation explained(Fold fold) {
        Explanation look = new Explanation(fold.plan(), fold.state(), fold.state(), Map.of(), Optional.empty());
        return look.of(fold.run(), services.journal().outage());
    }

    private CompletableFuture<Steered> steer(List<RunRecord> records, RunId run, Operation operation, Asked asked) {
        if (records.isEmpty()) {
            return refuse(SteeringRefusals.unknownRun(run));
        }
        Fold fold;
        try {
            fold = fold(records);
        } catch (InvalidSpec | NoSuchElementException | IllegalArgumentException | IllegalStateException e) {
            return refuse(Refused.of(Code.NOT_PLANNABLE, "run " + run + " cannot go on: " + e.getMessage()));
        }
        if (fold.state().end().isEmpty()) {
            return steerOpen(fold, operation, asked);
        }
        if (!operation.verb().possible(fold.state().phase())) {
            return refuse(SteeringRefusals.wrongState(
                    operation.verb(), run, fold.state().phase()));
        }
        return operation instanceof Operation.Rerun rerun ? rerun(fold, rerun, asked) : reopen(fold, asked);
    }

    /** Only recorded: whoever takes the run up next acts on it. */
    private CompletableFuture<Steered> steerOpen(Fold fold, Operation operation, Asked asked) {
        Situation situation = new Situation(fold.plan(), fold.run(), fold.state(), fold.state(), InFlight.NONE);
        Decision decision = RunStep.decide(
                situation, new Input.Steer(operation, asked, services.clock().nowMillis()));
        if (decision.refused().isPresent()) {
            return refuse(decision.refused().get());
        }
        return append(fold, decision.events()).thenApply(records -> new Steered.Done(fold.run(), List.of()));
    }

    private CompletableFuture<Steered> reopen(Fold fold, Asked asked) {
        if (!door.reserve(fold.plan())) {
            return refuse(Refused.of(
                    Code.BUSY,
                    "the engine takes no more runs now; try again later",
                    fold.state().phase()));
        }
        try {
            return reopenWithPlace(fold, asked);
        } catch (RuntimeException | Error e) {
            door.release(fold.plan());
            throw e;
        }
    }

    private CompletableFuture<Steered> reopenWithPlace(Fold fold, Asked asked) {
        List<String> nodes = SecondRun.again(fold.state());
        Instant now = services.clock().nowMillis();
        List<RunEvent> events = new ArrayList<>(List.of(new RunReopened(nodes, asked, now)));
        concurrencyKey(fold).ifPresent(key -> events.add(new RunQueued(key, now))); // it lost its place
        return append(fold, events)
                .whenComplete((records, failure) -> {
                    if (failure != null) {
                        door.release(fold.plan());
                    }
                })
                .thenApply(records -> {
                    takeUp(fold, records);
                    return new Steered.Done(fold.run(), nodes);
                });
    }

    /** It is open again, whatever happens here: without an owner it is found and taken up later. */
    private void takeUp(Fold fold, List<RunRecord> more) {
        List<RunRecord> all = new ArrayList<>(fold.records());
        all.addAll(more);
        try {
            door.takeUp(fold.plan(), all);
        } catch (RuntimeException | Error e) {
            log.error("run {} is open again, but cannot be taken up now; it is tried again", fold.run(), e);
        }
    }

    /** One that failed because of the limit has none on record. */
    private Optional<String> concurrencyKey(Fold fold) {
        RunTickets tickets = new RunTickets(config.limits().tenancy(), services.clock());
        RunStarted started = fold.state().started().orElseThrow();
        return fold.state()
                .concurrencyKey()
                .or(() -> tickets.launched(fold.plan(), fold.run(), started).map(RunTicket::key));
    }

    private CompletableFuture<Steered> rerun(Fold fold, Operation.Rerun rerun, Asked asked) {
        RunState state = fold.state();
        Optional<String> unknown = rerun.from().filter(from -> !state.graph().has(from));
        if (unknown.isPresent()) {
            return refuse(SteeringRefusals.unknownNode(fold.run(), unknown.get(), state.graph(), state.phase()));
        }
        SecondRun second =
                new SecondRun(fold.run(), state, asked, services.clock().nowMillis());
        List<RunEvent> known =
                rerun.from().map(from -> second.known(from, fold.records())).orElse(List.of());
        return door.launch(second.request(rerun.from()), known).thenApply(result -> second.answer(result, known));
    }

    private CompletableFuture<List<RunRecord>> append(Fold fold, List<RunEvent> events) {
        List<RunRecord> records = new ArrayList<>();
        long seq = fold.records().get(fold.records().size() - 1).seq();
        for (RunEvent event : events) {
            records.add(new RunRecord(fold.run(), ++seq, event));
        }
        return services.journal().tryAppend(records).thenApply(kept -> {
            if (!kept) {
                throw new RecordRefused("run " + fold.run() + " was deleted meanwhile");
            }
            records.forEach(services.listeners()::onRecord);
            return records;
        });
    }

    private Fold fold(List<RunRecord> records) {
        RunStarted started = (RunStarted) records.get(0).event();
        ExecutionPlan plan = plans.plan(started);
        RunState state = RunState.empty(plan.graph()).applyAll(records.stream().map(RunRecord::event));
        return new Fold(plan, records, state);
    }

    private static CompletableFuture<Steered> refuse(Refused refused) {
        return CompletableFuture.completedFuture(refused);
    }

    private static Steered notStored(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof StoreUnavailable unavailable) {
            throw unavailable;
        }
        return Refused.of(Code.NOT_STORED, "it could not be recorded: " + cause.getMessage());
    }

    private record Fold(ExecutionPlan plan, List<RunRecord> records, RunState state) {
        RunId run() {
            return records.get(0).run();
        }
    }
}
