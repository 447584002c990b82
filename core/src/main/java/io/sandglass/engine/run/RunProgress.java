package io.sandglass.engine.run;

import io.sandglass.engine.steering.SteeringRefusals;
import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.engine.steering.SteeringResult.Refused;
import io.sandglass.engine.step.Decision;
import io.sandglass.engine.step.InFlight;
import io.sandglass.engine.step.Input;
import io.sandglass.engine.step.RunStep;
import io.sandglass.engine.step.Situation;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunState;
import io.sandglass.store.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Where a run stands: all that has happened, the part of it that is durable, and the records that are still to be handed
 * to the journal, with those who wait for them. Belongs to the owner of the run.
 */
final class RunProgress {
    private final RunId run;
    private final ExecutionPlan plan;
    private final Supplier<Duration> lifetime;
    private final ArrayList<RunRecord> pending = new ArrayList<>(0);
    private final List<CompletableFuture<Optional<SteeringResult>>> unanswered = new ArrayList<>(0);
    private RunState current;
    private RunState durable;
    private long lastSeq;

    /** @param lifetime of the run, so far */
    RunProgress(RunId run, ExecutionPlan plan, Supplier<Duration> lifetime) {
        this.run = run;
        this.lifetime = lifetime;
        this.plan = plan;
        this.current = RunState.empty(plan.graph());
        this.durable = current;
    }

    /**
     * Records that go to the journal together.
     *
     * @param waiting to be answered once they are durable
     * @param after where the run stands with all of them
     */
    record Batch(List<RunRecord> records, List<CompletableFuture<Optional<SteeringResult>>> waiting, RunState after) {
        void answer(SteeringResult answer) {
            waiting.forEach(one -> one.complete(Optional.of(answer)));
        }
    }

    RunId run() {
        return run;
    }

    ExecutionPlan plan() {
        return plan;
    }

    /** All that has happened. */
    RunState current() {
        return current;
    }

    /** The part of {@link #current} that is stored. */
    RunState durable() {
        return durable;
    }

    long lastSeq() {
        return lastSeq;
    }

    /** What a step decides upon. */
    Situation situation(InFlight inFlight) {
        return new Situation(plan, run, current, durable, inFlight);
    }

    /** What follows from something heard; what is asked from outside is refused while data cannot be read for it. */
    Decision decide(InFlight inFlight, Input input) {
        try {
            return RunStep.decide(situation(inFlight), input);
        } catch (StoreUnavailable e) {
            if (input instanceof Input.Steer) {
                Refused refused = SteeringRefusals.unreadable(run, e);
                return new Decision(current, List.of(), List.of(), Optional.of(refused));
            }
            throw e;
        }
    }

    /** Whether records are on their way, or still to go. */
    boolean recording() {
        return durable != current;
    }

    /** Begins with what is durable already. */
    void replay(List<RunRecord> records) {
        current = current.applyAll(records.stream().map(RunRecord::event));
        durable = current;
        lastSeq = records.get(records.size() - 1).seq();
    }

    /**
     * Enters what has happened.
     *
     * @param next the state with the events applied
     * @return whether these are the first records that wait to be taken
     */
    boolean enter(RunState next, List<RunEvent> events) {
        current = next;
        boolean first = pending.isEmpty() && !events.isEmpty();
        for (RunEvent event : events) {
            RunEvent measured = event instanceof RunEnded end ? end.after(lifetime.get()) : event;
            pending.add(new RunRecord(run, ++lastSeq, measured));
        }
        return first;
    }

    /** To be answered once all that was entered so far is durable. */
    void answerLater(CompletableFuture<Optional<SteeringResult>> answer) {
        unanswered.add(answer);
    }

    /** Whether records wait to be taken. */
    boolean pending() {
        return !pending.isEmpty();
    }

    /** What waits to be handed to the journal, which waits no longer. */
    Batch take() {
        Batch batch = new Batch(List.copyOf(pending), List.copyOf(unanswered), current);
        pending.clear();
        pending.trimToSize(); // ten thousand waiting runs need no room for records
        unanswered.clear();
        return batch;
    }

    /** What was taken became durable, and all that was taken before it. */
    void stored(Batch batch) {
        durable = batch.after();
    }

    /**
     * Goes back to what is durable: from this record on, nothing has happened.
     *
     * @return what waited to be taken
     */
    Batch fallBack(long firstRefused) {
        current = durable;
        lastSeq = firstRefused - 1;
        return take();
    }
}
