package io.sandglass.engine;

import io.sandglass.engine.run.EngineServices;
import io.sandglass.engine.steering.Operation;
import io.sandglass.engine.steering.Steered;
import io.sandglass.run.Asked;
import io.sandglass.run.RunId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Brings what is asked of a run to where the run is: open in this engine, or only stored. Thread-safe. */
record RunSteering(EngineServices services, OpenRuns open, StoredRuns stored) {
    /** What must be read from the store is read here and now, but for a run that ends just then. */
    CompletableFuture<Steered> steer(RunId run, Operation operation, Asked asked) {
        return open.find(run)
                .map(execution -> execution
                        .steer(operation, asked)
                        .thenCompose(answer -> answer.map(CompletableFuture::completedFuture)
                                .orElseGet(() -> steerStored(run, operation, asked))))
                .orElseGet(() -> stored.steer(run, operation, asked));
    }

    /** That a run has ended is heard on the thread of the journal, which has better to do than to read the run again. */
    private CompletableFuture<Steered> steerStored(RunId run, Operation operation, Asked asked) {
        Executor elsewhere = work -> services.workers().run("run-" + run + "/steer", work);
        return CompletableFuture.supplyAsync(() -> stored.steer(run, operation, asked), elsewhere)
                .thenCompose(Function.identity());
    }

    /** Waits for an answer. What went wrong is thrown as it is. */
    static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
