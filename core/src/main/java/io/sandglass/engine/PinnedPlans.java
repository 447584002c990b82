package io.sandglass.engine;

import io.sandglass.engine.RecentPlans.Weighed;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.plan.WorkflowCompiler;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.SpecStore;
import io.sandglass.store.StoredSpec;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The plans that stored runs are pinned to, those asked for last. Many runs share one, and making it takes longer than all
 * the rest of taking up or explaining a run. Thread-safe.
 */
final class PinnedPlans {
    private final SpecStore specs;
    private final WorkflowCompiler compiler;
    private final RecentPlans<Pinned> plans;

    /** @param mostNodes of all plans that are kept together, unless a single one has more */
    PinnedPlans(EngineConfig config, long mostNodes) {
        this.specs = config.specs();
        this.compiler = config.compiler();
        this.plans = new RecentPlans<>(config.typesGeneration(), Integer.MAX_VALUE, mostNodes);
    }

    /**
     * The plan a run is pinned to.
     *
     * @throws InvalidSpec if the document can no longer be planned
     * @throws NoSuchElementException if it is gone
     */
    ExecutionPlan plan(RunStarted started) {
        Pinned pinned = new Pinned(started.workflow(), started.revision(), started.digests());
        return plans.get(pinned, () -> compile(started));
    }

    private Weighed compile(RunStarted started) {
        Optional<StoredSpec> spec = specs.find(started.workflow(), started.revision());
        String body = spec.map(StoredSpec::body)
                .orElseThrow(() -> new NoSuchElementException(
                        "revision " + started.revision() + " of '" + started.workflow() + "' is gone"));
        ExecutionPlan plan = compiler.compile(body, started.digests()).plan();
        return new Weighed(plan, plan.nodes().size());
    }

    private record Pinned(WorkflowKey workflow, int revision, Map<String, String> digests) {}
}
