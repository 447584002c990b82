package io.sandglass.engine.run;

import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.engine.steering.SteeringResult.Code;
import io.sandglass.engine.steering.SteeringResult.Refused;
import io.sandglass.fault.Fault;
import io.sandglass.fault.FaultPoint;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunState;
import io.sandglass.store.RecordRefused;
import io.sandglass.time.Workers.Lane;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sees to it that what happens to one run becomes durable, in order. Belongs to the owner of the run. */
final class RunRecorder {
    private final RunProgress progress;
    private final EngineServices services;
    private final Lane lane;
    private final Owner owner;
    private boolean refused;
    private long end;

    /** @param lane of the owner */
    RunRecorder(RunProgress progress, EngineServices services, Lane lane, Owner owner) {
        this.progress = progress;
        this.services = services;
        this.lane = lane;
        this.owner = owner;
    }

    /** Hears, on the lane, what became of the records. */
    interface Owner {
        /** Of each record, in order. */
        void stored(RunRecord record);

        /** The store will never take a record: it and what followed have not happened, so the run has to end. */
        void undone(Throwable refusal);

        /** Not even that end can be stored. */
        void stuck(Throwable refusal);

        /** The journal did not get records: none that follow can be stored either. */
        void lost(Throwable why);
    }

    /** What is entered together is stored together. @param next the state with the events applied */
    void record(RunState next, List<RunEvent> events) {
        if (progress.enter(next, events)) {
            lane.execute(this::append);
        }
    }

    /** Answers once all that was recorded so far is durable. */
    void answerLater(CompletableFuture<Optional<SteeringResult>> answer) {
        progress.answerLater(answer);
    }

    /** Hands what was recorded so far to the journal. */
    void append() {
        if (!progress.pending()) {
            return;
        }
        RunProgress.Batch batch = progress.take();
        CompletableFuture<Boolean> stored;
        try {
            stored = services.journal().append(batch.records());
        } catch (RuntimeException | Error e) {
            owner.lost(e);
            return;
        }
        stored.whenComplete((kept, refusal) -> told(batch, refusal));
    }

    /** On the thread of the journal. */
    private void told(RunProgress.Batch batch, @Nullable Throwable refusal) {
        batch.answer(answer(refusal));
        lane.execute(() -> {
            if (refusal == null) {
                stored(batch);
            } else {
                refused(batch.records(), refusal);
            }
        });
    }

    /** What is said to those who wait for a record. */
    SteeringResult answer(@Nullable Throwable failure) {
        if (failure == null) {
            return new SteeringResult.Done(progress.run(), List.of());
        }
        return failure instanceof RecordRefused
                ? Refused.of(Code.NOT_STORED, "it is not done, as the store refuses it: " + failure.getMessage())
                : Refused.of(Code.UNCONFIRMED, "it is not known to be recorded: " + failure.getMessage());
    }

    private void stored(RunProgress.Batch batch) {
        progress.stored(batch);
        batch.records().forEach(record -> {
            Fault.at(FaultPoint.BEFORE_ACK);
            services.listeners().onRecord(record);
            owner.stored(record);
        });
    }

    /** What the store does not take has not happened: the run ends in its place. */
    private void refused(List<RunRecord> records, Throwable refusal) {
        long first = records.get(0).seq();
        if (!refused) {
            refused = true;
            progress.fallBack(first).answer(answer(refusal));
            end = progress.lastSeq() + 1;
            owner.undone(refusal);
        } else if (first == end) { // else it followed the refused record, and went with it
            owner.stuck(refusal);
        }
    }
}
