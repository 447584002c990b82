package io.sandglass.engine;

import io.sandglass.engine.run.EngineServices;
import io.sandglass.engine.run.Listeners;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.InMemoryStore;
import io.sandglass.store.JournalListener;
import io.sandglass.store.RunStore;
import io.sandglass.time.Simulation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** The real engine on an in-memory store and a simulated machine. */
public final class SimulatedEngine {
    final Simulation machine;
    final InMemoryStore store = new InMemoryStore();
    final TestCompiler compiler = new TestCompiler();
    final List<RunRecord> heard = new ArrayList<>();
    private final RunStore runs;
    private final UnaryOperator<EngineConfig> settings;
    WorkflowEngine engine;

    public SimulatedEngine() {
        this(1);
    }

    SimulatedEngine(long seed) {
        this(seed, UnaryOperator.identity());
    }

    SimulatedEngine(long seed, UnaryOperator<EngineConfig> settings) {
        this(seed, settings, null);
    }

    SimulatedEngine(long seed, UnaryOperator<EngineConfig> settings, RunStore runs) {
        this.machine = new Simulation(seed);
        this.settings = settings;
        this.runs = runs == null ? store.runs() : runs;
        start();
    }

    /** The machine, for tests of other packages. */
    public Simulation machine() {
        return machine;
    }

    /** What survives a crash, for tests of other packages. */
    public InMemoryStore store() {
        return store;
    }

    /** Services of their own, for a part of an engine on this machine and this store. */
    public EngineServices services() {
        return EngineParts.services(config(), new Listeners(), new JournalListener() {});
    }

    void start() {
        engine = new WorkflowEngine(config());
        engine.addListener(heard::add);
    }

    private EngineConfig config() {
        return settings.apply(
                EngineConfig.of(store.specs(), runs, compiler, (spec, given, base) -> given, machine.platform()));
    }

    /** Loses what is in flight, starts anew and recovers. */
    void crashAndRecover() {
        machine.crash();
        start();
        engine.recover();
    }

    WorkflowKey deploy(TestWorkflow workflow) {
        WorkflowKey key = workflow.key();
        compiler.put(workflow.id(), workflow.plan());
        store.specs().save(key, workflow.id(), "test", Instant.EPOCH);
        return key;
    }

    public RunId launch(TestWorkflow workflow) {
        return launch(workflow, Payload.EMPTY);
    }

    RunId launch(TestWorkflow workflow, Payload inputs) {
        LaunchRequest request = new LaunchRequest(deploy(workflow), OptionalInt.empty(), inputs, Cause.manual());
        LaunchResult result = launch(request);
        return ((LaunchResult.Started) result).run();
    }

    LaunchResult launch(LaunchRequest request) {
        var answer = engine.begin(request);
        machine.runUntil(answer::isDone);
        return answer.join();
    }

    EndedRun runToEnd(TestWorkflow workflow) {
        return runToEnd(workflow, Payload.EMPTY);
    }

    EndedRun runToEnd(TestWorkflow workflow, Payload inputs) {
        RunId run = launch(workflow, inputs);
        machine.runToEnd();
        return look(workflow, run);
    }

    EndedRun look(TestWorkflow workflow, RunId run) {
        return EndedRun.of(workflow.plan(), store.runs().events(run));
    }
}
