package io.sandglass.engine;

import io.sandglass.migration.InvalidSpec;
import io.sandglass.migration.MigrationReport;
import io.sandglass.migration.Position;
import io.sandglass.migration.SpecProblem;
import io.sandglass.migration.SpecVersion;
import io.sandglass.plan.CompiledWorkflow;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.plan.WorkflowCompiler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Knows plans by the text that stands for them. */
public final class TestCompiler implements WorkflowCompiler {
    private final Map<String, ExecutionPlan> plans = new ConcurrentHashMap<>();
    final AtomicInteger compiled = new AtomicInteger();

    private volatile Optional<RuntimeException> defect = Optional.empty();

    /** Until it works again. */
    public void fail(RuntimeException defect) {
        this.defect = Optional.of(defect);
    }

    public void works() {
        defect = Optional.empty();
    }

    public void put(String body, ExecutionPlan plan) {
        plans.put(body, plan);
    }

    public void remove(String body) {
        plans.remove(body);
    }

    @Override
    public CompiledWorkflow compile(String body) {
        compiled.incrementAndGet();
        defect.ifPresent(failure -> {
            throw failure;
        });
        ExecutionPlan plan = plans.get(body);
        if (plan == null) {
            throw new InvalidSpec(
                    List.of(new SpecProblem("NO_PLAN", "", Position.START, "nobody planned it", "plan it")));
        }
        return new CompiledWorkflow(plan, new MigrationReport(SpecVersion.V3, SpecVersion.V3, List.of()));
    }

    @Override
    public CompiledWorkflow compile(String body, Map<String, String> digests) {
        return compile(body);
    }
}
