package io.sandglass.engine;

import io.sandglass.plan.ExecutionPlan;
import io.sandglass.plan.WorkflowCompiler;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.StoredSpec;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** The plans of the workflows launched last, for as long as the node types stay what they are. Thread-safe. */
final class PlanCache {
    /**
     * Of all documents whose plans are kept, unless one alone has more: a plan takes the more memory the longer it is. Two of
     * the longest documents may take turns.
     */
    private static final long MOST_CHARS = 8L << 20;

    private final WorkflowCompiler compiler;
    private final LongSupplier generation;
    private final int size;
    private final Map<Key, ExecutionPlan> plans = new LinkedHashMap<>(16, 0.75f, true);

    /** @param size most plans that are kept */
    PlanCache(WorkflowCompiler compiler, LongSupplier generation, int size) {
        this.compiler = compiler;
        this.generation = generation;
        this.size = size;
    }

    /** @throws io.sandglass.migration.InvalidSpec if the document cannot be planned */
    ExecutionPlan plan(StoredSpec spec) {
        Key key = new Key(
                spec.workflow(),
                spec.revision(),
                generation.getAsLong(),
                spec.body().length());
        synchronized (plans) {
            ExecutionPlan known = plans.get(key);
            if (known != null) {
                return known;
            }
        }
        ExecutionPlan plan = compiler.compile(spec.body()).plan();
        synchronized (plans) {
            plans.keySet().removeIf(old -> old.generation != key.generation); // lets go of code that was replaced
            plans.put(key, plan);
            forgetOldest();
        }
        return plan;
    }

    private void forgetOldest() {
        long chars = plans.keySet().stream().mapToLong(Key::chars).sum();
        Iterator<Key> oldest = plans.keySet().iterator();
        while (plans.size() > 1 && (plans.size() > size || chars > MOST_CHARS)) {
            chars -= oldest.next().chars;
            oldest.remove();
        }
    }

    private record Key(WorkflowKey workflow, int revision, long generation, int chars) {}
}
