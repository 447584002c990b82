package io.sandglass.engine;

import io.sandglass.engine.run.EngineServices;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunState;
import io.sandglass.store.RecordRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A run as its stored records describe it.
 *
 * @param plan of the revision and the code that the run was started with
 * @param records all of them, in their order
 * @param state after the last record
 */
record StoredRun(ExecutionPlan plan, List<RunRecord> records, RunState state) {
    /**
     * Folds records into a run.
     *
     * @param records at least one
     * @throws io.sandglass.migration.InvalidSpec if the document can no longer be planned
     * @throws java.util.NoSuchElementException if the document is gone
     * @throws IllegalArgumentException if the records do not fit the plan
     * @throws IllegalStateException if they do not fit each other
     */
    static StoredRun of(List<RunRecord> records, PinnedPlans plans) {
        RunStarted started = (RunStarted) records.get(0).event();
        ExecutionPlan plan = plans.plan(started);
        RunState state = RunState.empty(plan.graph()).applyAll(records.stream().map(RunRecord::event));
        return new StoredRun(plan, records, state);
    }

    RunId run() {
        return records.get(0).run();
    }

    /**
     * Stores events that follow the records, and tells the listeners.
     *
     * @return the new records; fails with {@link RecordRefused} if the run was deleted meanwhile
     */
    CompletableFuture<List<RunRecord>> append(EngineServices services, List<RunEvent> events) {
        List<RunRecord> following = new ArrayList<>();
        long seq = records.get(records.size() - 1).seq();
        for (RunEvent event : events) {
            following.add(new RunRecord(run(), ++seq, event));
        }
        return services.journal().tryAppend(following).thenApply(kept -> {
            if (!kept) {
                throw new RecordRefused("run " + run() + " was deleted meanwhile");
            }
            following.forEach(services.listeners()::onRecord);
            return following;
        });
    }
}
