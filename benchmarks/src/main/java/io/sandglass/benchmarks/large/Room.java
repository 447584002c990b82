package io.sandglass.benchmarks.large;

import io.sandglass.benchmarks.host.Arrivals;
import io.sandglass.engine.EngineConfig;
import io.sandglass.engine.EngineLimits;
import io.sandglass.engine.WorkflowEngine;
import io.sandglass.fair.Tenancy;
import io.sandglass.fair.Tenant;
import io.sandglass.plan.WorkflowCompiler;
import io.sandglass.spec.InputBinder;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.RunStore;
import io.sandglass.store.SpecStore;
import io.sandglass.time.Platform;
import java.util.List;
import java.util.Map;

/** An engine with a compiler and limits of its own, where those of the product stand in the way. Close it. */
final class Room implements AutoCloseable {
    private final Platform platform = Platform.system(0);
    private final SpecStore specs;
    private final WorkflowEngine engine;
    private final Arrivals ends = Arrivals.ended();

    Room(SpecStore specs, RunStore runs, WorkflowCompiler compiler, int maxOpenRuns) {
        this.specs = specs;
        this.engine = new WorkflowEngine(EngineConfig.of(specs, runs, compiler, new InputBinder()::bind, platform)
                .limits(EngineLimits.DEFAULT.maxOpenRuns(maxOpenRuns).tenancy(roomFor(maxOpenRuns))));
        engine.recover();
        engine.addListener(ends);
    }

    private static Tenancy roomFor(int maxOpenRuns) {
        return new Tenancy(List.of(Tenant.of(Tenant.DEFAULT_NAME).maxOpenRuns(maxOpenRuns)), Map.of());
    }

    WorkflowEngine engine() {
        return engine;
    }

    void save(WorkflowKey workflow, String body) {
        specs.save(workflow, body, "benchmark", platform.clock().now());
    }

    void begin(WorkflowKey workflow) {
        ends.begin(engine, workflow);
    }

    void awaitEnds(int count) throws InterruptedException {
        ends.await(count);
    }

    @Override
    public void close() {
        engine.close();
        platform.close();
    }
}
