package io.sandglass.engine;

import io.sandglass.migration.InvalidSpec;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.plan.WorkflowCompiler;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.SpecStore;
import io.sandglass.store.StoredSpec;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The plans that stored runs are pinned to, those asked for last. Many runs share one, and making it takes longer than all
 * the rest of taking up or explaining a run. Thread-safe.
 */
final class PinnedPlans {
    private final SpecStore specs;
    private final WorkflowCompiler compiler;
    private final LongSupplier generation;
    private final long mostNodes;
    private final Map<Pinned, ExecutionPlan> plans = new LinkedHashMap<>(16, 0.75f, true);

    /** @param mostNodes of all plans that are kept together, unless a single one has more */
    PinnedPlans(EngineConfig config, long mostNodes) {
        this.specs = config.specs();
        this.compiler = config.compiler();
        this.generation = config.typesGeneration();
        this.mostNodes = mostNodes;
    }

    /**
     * The plan a run is pinned to.
     *
     * @throws InvalidSpec if the document can no longer be planned
     * @throws NoSuchElementException if it is gone
     */
    ExecutionPlan plan(RunStarted started) {
        Pinned pinned = new Pinned(started.workflow(), started.revision(), started.digests(), generation.getAsLong());
        synchronized (plans) {
            ExecutionPlan known = plans.get(pinned);
            if (known != null) {
                return known;
            }
        }
        ExecutionPlan plan = compile(started);
        synchronized (plans) {
            plans.keySet().removeIf(old -> old.generation != pinned.generation); // lets go of code that was replaced
            plans.put(pinned, plan);
            forgetOldest();
        }
        return plan;
    }

    private void forgetOldest() {
        long nodes =
                plans.values().stream().mapToLong(plan -> plan.nodes().size()).sum();
        for (Iterator<ExecutionPlan> oldest = plans.values().iterator(); nodes > mostNodes && plans.size() > 1; ) {
            nodes -= oldest.next().nodes().size();
            oldest.remove();
        }
    }

    private ExecutionPlan compile(RunStarted started) {
        Optional<StoredSpec> spec = specs.find(started.workflow(), started.revision());
        String body = spec.map(StoredSpec::body)
                .orElseThrow(() -> new NoSuchElementException(
                        "revision " + started.revision() + " of '" + started.workflow() + "' is gone"));
        return compiler.compile(body, started.digests()).plan();
    }

    private record Pinned(WorkflowKey workflow, int revision, Map<String, String> digests, long generation) {}
}
