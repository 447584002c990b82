package io.sandglass.engine;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.InMemoryStore;
import io.sandglass.store.RunStore;
import io.sandglass.time.ManualTime;
import io.sandglass.time.Workers;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** The real engine on real threads, with a clock that the test moves. */
final class LiveEngine implements AutoCloseable {
    final ManualTime time = new ManualTime();
    final InMemoryStore store;
    final TestCompiler compiler = new TestCompiler();
    final Workers workers;
    final WorkflowEngine engine;

    LiveEngine() {
        this(UnaryOperator.identity());
    }

    LiveEngine(UnaryOperator<EngineConfig> settings) {
        this(Workers.system(64), new InMemoryStore(), UnaryOperator.identity(), settings);
    }

    LiveEngine(Workers workers) {
        this(workers, new InMemoryStore(), UnaryOperator.identity(), UnaryOperator.identity());
    }

    LiveEngine(InMemoryStore store, RunStore runs) {
        this(Workers.system(64), store, same -> runs, UnaryOperator.identity());
    }

    private LiveEngine(
            Workers workers, InMemoryStore store, UnaryOperator<RunStore> runs, UnaryOperator<EngineConfig> settings) {
        this.workers = workers;
        this.store = store;
        EngineConfig config = EngineConfig.of(
                store.specs(),
                runs.apply(store.runs()),
                compiler,
                (spec, given, base) -> given,
                time.platform(workers));
        engine = new WorkflowEngine(settings.apply(config));
    }

    RunId launch(TestWorkflow workflow) {
        WorkflowKey key = workflow.key();
        compiler.put(workflow.id(), workflow.plan());
        store.specs().save(key, workflow.id(), "test", Instant.EPOCH);
        LaunchRequest request = new LaunchRequest(key, OptionalInt.empty(), Payload.EMPTY, Cause.manual());
        return ((LaunchResult.Started) engine.launch(request)).run();
    }

    EndedRun await(TestWorkflow workflow, RunId run) throws Exception {
        engine.whenEnded(run).get(20, TimeUnit.SECONDS);
        return EndedRun.of(workflow.plan(), store.runs().events(run));
    }

    @Override
    public void close() {
        engine.close();
        workers.close();
    }
}
