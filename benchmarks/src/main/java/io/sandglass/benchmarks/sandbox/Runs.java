package io.sandglass.benchmarks.sandbox;

import io.sandglass.benchmarks.measure.Measure;
import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.sandbox.Invocation;
import io.sandglass.sandbox.Outcome;
import io.sandglass.sandbox.SandboxModule;
import io.sandglass.sandbox.SandboxResult;
import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.WasmSandbox;
import io.sandglass.sandbox.engine.EngineInstance;
import io.sandglass.sandbox.engine.EngineLimits;
import io.sandglass.sandbox.engine.EngineModule;
import io.sandglass.sandbox.engine.chicory.ChicoryEngine;
import io.sandglass.sandbox.metering.FuelRewriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What running costs: a whole command through the sandbox, and within that a fresh instance and a call. */
final class Runs extends SandboxContender {
    private static final int RUNS = 5_000;
    private static final int WARMING = 4;
    private static final int CALLS = 1_000;
    private static final Measure SLOW = new Measure("WASI command, end to end, p99", "us");
    private static final Measure INSTANCE = new Measure("fresh instance, p50", "us");
    private static final Measure CALL = new Measure("call of a function that does nothing", "us");
    private static final Measure MEMORY = new Measure("heap of an instance, without its pages", "bytes");
    private static final EngineLimits LIMITS = new EngineLimits(1 << 20, 100);
    private static final Map<String, Long> GLOBALS =
            Map.of(FuelRewriter.FUEL, 1_000_000_000L, FuelRewriter.DEPTH, 20_000L);

    private final int runs;
    private final WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults());
    private final SandboxModule command = sandbox.load(Resources.wasm("command.wat"));
    private final EngineModule module =
            new ChicoryEngine().compile(FuelRewriter.rewrite(Resources.wasm("fib.wat")), code -> {});

    Runs(Stage stage) {
        super("running");
        this.runs = stage.size(RUNS);
    }

    @Override
    public void warmUp() throws Exception {
        for (int i = 0; i < WARMING; i++) {
            round();
        }
    }

    @Override
    public Map<Measure, Double> round() throws Exception {
        Map<Measure, Double> values = new LinkedHashMap<>();
        long[] commands = times(runs, this::runCommand);
        values.put(COMMAND, micros(commands, 0.5));
        values.put(SLOW, micros(commands, 0.99));
        values.put(INSTANCE, micros(times(runs, this::instance), 0.5));
        EngineInstance instance = instance();
        values.put(CALL, micros(times(runs, () -> call(instance)), 0.5) / CALLS);
        values.put(MEMORY, heap());
        return values;
    }

    private void runCommand() {
        SandboxResult result =
                sandbox.run(command, Invocation.of(new byte[0]).withArgs(List.of("command", "one", "two")));
        if (result.outcome() != Outcome.OK || result.stdout().length != 28) {
            throw new IllegalStateException("the command ends with " + result);
        }
    }

    private EngineInstance instance() {
        EngineInstance instance = module.instantiate(List.of(), LIMITS, GLOBALS);
        instance.start();
        return instance;
    }

    private static void call(EngineInstance instance) {
        for (int i = 0; i < CALLS; i++) {
            instance.call("nothing");
        }
    }

    /** Of a module without memory: what the engine keeps for it. */
    private double heap() {
        EngineInstance[] kept = new EngineInstance[runs];
        long before = used();
        for (int i = 0; i < runs; i++) {
            kept[i] = instance();
        }
        double bytes = (double) (used() - before) / runs;
        if (kept[runs - 1].memoryBytes() != 0) {
            throw new IllegalStateException("the module has memory");
        }
        return bytes;
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
