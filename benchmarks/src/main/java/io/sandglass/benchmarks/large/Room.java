package io.sandglass.benchmarks.large;

import io.sandglass.benchmarks.host.Ends;
import io.sandglass.engine.EngineConfig;
import io.sandglass.engine.EngineLimits;
import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.LaunchResult;
import io.sandglass.engine.WorkflowEngine;
import io.sandglass.plan.WorkflowCompiler;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.spec.InputBinder;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.RunStore;
import io.sandglass.store.SpecStore;
import io.sandglass.time.Platform;
import java.util.OptionalInt;

/** An engine with a compiler and limits of its own, where those of the product stand in the way. Close it. */
final class Room implements AutoCloseable {
    private final Platform platform = Platform.system(0);
    private final SpecStore specs;
    private final WorkflowEngine engine;
    private final Ends ends = new Ends();

    Room(SpecStore specs, RunStore runs, WorkflowCompiler compiler, int maxOpenRuns) {
        this.specs = specs;
        this.engine = new WorkflowEngine(EngineConfig.of(specs, runs, compiler, new InputBinder()::bind, platform)
                .limits(EngineLimits.DEFAULT.maxOpenRuns(maxOpenRuns)));
        engine.recover();
        engine.addListener(ends);
    }

    WorkflowEngine engine() {
        return engine;
    }

    void save(WorkflowKey workflow, String body) {
        specs.save(workflow, body, "benchmark", platform.clock().now());
    }

    void begin(WorkflowKey workflow) {
        LaunchRequest request = new LaunchRequest(workflow, OptionalInt.empty(), Payload.EMPTY, Cause.manual());
        engine.begin(request).whenComplete((result, failure) -> {
            if (!(result instanceof LaunchResult.Started)) {
                ends.notBegun(failure == null ? result : failure);
            }
        });
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
