package io.sandglass.engine;

import io.sandglass.engine.explain.Explanation;
import io.sandglass.engine.explain.RunExplanation;
import io.sandglass.engine.run.EngineServices;
import io.sandglass.engine.run.RunExecution;
import io.sandglass.fair.Wait;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.store.RunStore;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Answers what can be asked about a run, whether it is open in this engine or only stored. Thread-safe. */
record RunLookup(RunStore runs, EngineServices services, OpenRuns open, RunsInTransit transit, StoredRuns stored) {
    Optional<Wait> waits(RunId run) {
        return open.findWhole(run, transit).flatMap(RunExecution::waits);
    }

    CompletableFuture<Optional<Wait>> waits(RunId run, String node) {
        return open.findWhole(run, transit)
                .flatMap(execution -> execution.node(node).map(execution::waits))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    CompletableFuture<Optional<RunExplanation>> explain(RunId run) {
        return open.findWhole(run, transit)
                .map(execution -> execution.explain().thenApplyAsync(look -> explained(run, look), elsewhere(run)))
                .orElseGet(() -> CompletableFuture.completedFuture(stored.explain(run)));
    }

    private Optional<RunExplanation> explained(RunId run, Explanation look) {
        return Optional.of(look.of(run, services.journal().outage(run)));
    }

    /** Explaining many nodes takes a while, in which the lane of the run, and whose thread it borrows, would stand still. */
    private Executor elsewhere(RunId run) {
        return work -> services.workers().run("run-" + run + "/explain", work);
    }

    CompletableFuture<RunEnded> end(RunId run) {
        return open.find(run).map(execution -> execution.ended().copy()).orElseGet(() -> storedEnd(run));
    }

    /** Empty if it has not ended in that time, or the engine closes before. */
    Optional<RunStatus> awaitEnd(RunId run, Duration most) throws InterruptedException {
        try {
            // Not a copy: one that is given up stays with the run until that ends.
            CompletableFuture<RunEnded> end =
                    open.find(run).map(RunExecution::ended).orElseGet(() -> storedEnd(run));
            return Optional.of(end.get(most.toNanos(), TimeUnit.NANOSECONDS).status());
        } catch (TimeoutException | CancellationException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NoSuchElementException unknown) {
                throw unknown;
            }
            return Optional.empty();
        }
    }

    private CompletableFuture<RunEnded> storedEnd(RunId run) {
        List<RunRecord> records = runs.events(run);
        if (!records.isEmpty() && records.get(records.size() - 1).event() instanceof RunEnded end) {
            return CompletableFuture.completedFuture(end);
        }
        String reason = records.isEmpty() ? "there is no run " + run : "run " + run + " is not open in this engine";
        return CompletableFuture.failedFuture(new NoSuchElementException(reason));
    }
}
