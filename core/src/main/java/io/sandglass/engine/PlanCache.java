package io.sandglass.engine;

import io.sandglass.plan.ExecutionPlan;
import io.sandglass.plan.WorkflowCompiler;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.StoredSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** The plans of the workflows launched last, for as long as the node types stay what they are. Thread-safe. */
final class PlanCache {
    private final WorkflowCompiler compiler;
    private final LongSupplier generation;
    private final Map<Key, ExecutionPlan> plans;

    PlanCache(WorkflowCompiler compiler, LongSupplier generation, int size) {
        this.compiler = compiler;
        this.generation = generation;
        this.plans = Collections.synchronizedMap(new Newest(size));
    }

    /** @throws io.sandglass.migration.InvalidSpec if the document cannot be planned */
    ExecutionPlan plan(StoredSpec spec) {
        Key key = new Key(spec.workflow(), spec.revision(), generation.getAsLong());
        ExecutionPlan known = plans.get(key);
        if (known != null) {
            return known;
        }
        ExecutionPlan plan = compiler.compile(spec.body()).plan();
        plans.keySet().removeIf(old -> old.generation != key.generation); // lets go of code that was replaced
        plans.put(key, plan);
        return plan;
    }

    private record Key(WorkflowKey workflow, int revision, long generation) {}

    /** Forgets what was not used for the longest time. */
    private static final class Newest extends LinkedHashMap<Key, ExecutionPlan> {
        private final int size;

        Newest(int size) {
            super(16, 0.75f, true);
            this.size = size;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, ExecutionPlan> eldest) {
            return size() > size;
        }
    }
}
