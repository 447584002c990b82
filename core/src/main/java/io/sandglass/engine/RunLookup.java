package io.sandglass.engine;

import io.sandglass.fair.Wait;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.RunStore;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Answers what can be asked about a run, whether it is open in this engine or only stored. Thread-safe. */
record RunLookup(RunStore runs, EngineServices services, OpenRuns open, StoredRuns stored) {
    Optional<Wait> waits(RunId run) {
        return open.find(run).flatMap(RunExecution::waits);
    }

    CompletableFuture<Optional<Wait>> waits(RunId run, String node) {
        return open.find(run)
                .flatMap(execution -> execution.node(node).map(execution::waits))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    CompletableFuture<Optional<RunExplanation>> explain(RunId run) {
        return open.find(run)
                .map(execution -> execution
                        .explain()
                        .thenApply(look ->
                                Optional.of(look.of(run, services.journal().outage()))))
                .orElseGet(() -> CompletableFuture.completedFuture(stored.explain(run)));
    }

    CompletableFuture<RunEnded> end(RunId run) {
        return open.find(run).map(execution -> execution.ended().copy()).orElseGet(() -> storedEnd(run));
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
