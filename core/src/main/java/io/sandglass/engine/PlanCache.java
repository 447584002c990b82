package io.sandglass.engine;

import io.sandglass.engine.RecentPlans.Weighed;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.plan.WorkflowCompiler;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.StoredSpec;
import java.util.function.LongSupplier;

/** The plans of the workflows launched last. Thread-safe. */
final class PlanCache {
    /**
     * Of all documents whose plans are kept, unless one alone has more: a plan takes the more memory the longer it is. Two of
     * the longest documents may take turns.
     */
    private static final long MOST_CHARS = 8L << 20;

    private final WorkflowCompiler compiler;
    private final RecentPlans<Revision> plans;

    /** @param size most plans that are kept */
    PlanCache(WorkflowCompiler compiler, LongSupplier generation, int size) {
        this.compiler = compiler;
        this.plans = new RecentPlans<>(generation, size, MOST_CHARS);
    }

    /** @throws io.sandglass.migration.InvalidSpec if the document cannot be planned */
    ExecutionPlan plan(StoredSpec spec) {
        return plans.get(new Revision(spec.workflow(), spec.revision()), () -> compile(spec));
    }

    private Weighed compile(StoredSpec spec) {
        return new Weighed(compiler.compile(spec.body()).plan(), spec.body().length());
    }

    private record Revision(WorkflowKey workflow, int number) {}
}
