package io.sandglass.engine;

import io.sandglass.engine.run.EngineServices;
import io.sandglass.engine.run.RunExecution;
import io.sandglass.engine.steering.Operation;
import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.engine.steering.SteeringResult.Code;
import io.sandglass.engine.steering.SteeringResult.Refused;
import io.sandglass.run.Asked;
import io.sandglass.run.RunId;
import io.sandglass.time.Timers.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Brings what is asked of a run to where the run is: open in this engine, or only stored. While nothing can be recorded
 * nothing is begun, and nobody waits long for a record. Thread-safe.
 */
record RunSteering(EngineServices services, OpenRuns open, RunsInTransit transit, StoredRuns stored) {
    /** How long a record is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What must be read from the store is read here and now, but for a run that ends just then. */
    CompletableFuture<SteeringResult> steer(RunId run, Operation operation, Asked asked) {
        return services.journal()
                .outage()
                .map(outage -> CompletableFuture.<SteeringResult>completedFuture(notStored(outage)))
                .orElseGet(() -> bounded(ask(run, operation, asked)));
    }

    /** Without waiting for the record. @return false if the run is not open, or not yet all here */
    boolean cancel(RunId run, String reason) {
        Optional<RunExecution> execution = open.findWhole(run, transit);
        execution.ifPresent(found -> found.steer(new Operation.Cancel(false), new Asked("", reason)));
        return execution.isPresent();
    }

    private CompletableFuture<SteeringResult> ask(RunId run, Operation operation, Asked asked) {
        return open.findWhole(run, transit)
                .map(execution -> execution
                        .steer(operation, asked)
                        .thenCompose(answer -> answer.map(CompletableFuture::completedFuture)
                                .orElseGet(() -> steerStored(run, operation, asked))))
                .orElseGet(() -> stored.steer(run, operation, asked));
    }

    /** That a run has ended is heard on the thread of the journal, which has better to do than to read the run again. */
    private CompletableFuture<SteeringResult> steerStored(RunId run, Operation operation, Asked asked) {
        Executor elsewhere = work -> services.workers().run("run-" + run + "/steer", work);
        return CompletableFuture.supplyAsync(() -> stored.steer(run, operation, asked), elsewhere)
                .thenCompose(Function.identity());
    }

    private CompletableFuture<SteeringResult> bounded(CompletableFuture<SteeringResult> answer) {
        if (answer.isDone()) {
            return answer;
        }
        CompletableFuture<SteeringResult> told = answer.copy();
        Timer timer = services.timers().after(PATIENCE, () -> told.complete(unconfirmed()));
        told.whenComplete((steered, failure) -> timer.cancel());
        return told;
    }

    private static Refused notStored(String outage) {
        return Refused.of(
                Code.NOT_STORED,
                "nothing has changed, as nothing can be recorded now: " + outage
                        + "; try again when the store can write");
    }

    private Refused unconfirmed() {
        String why = services.journal().outage().orElse("the store takes long");
        return Refused.of(
                Code.UNCONFIRMED,
                "it is not on record yet, and takes effect only if it comes to be: " + why
                        + "; look at the run again when the store can write");
    }
}
