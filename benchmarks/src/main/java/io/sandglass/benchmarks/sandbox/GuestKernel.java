package io.sandglass.benchmarks.sandbox;

import io.sandglass.sandbox.engine.EngineInstance;
import io.sandglass.sandbox.engine.EngineLimits;
import io.sandglass.sandbox.engine.EngineModule;
import io.sandglass.sandbox.engine.chicory.ChicoryEngine;
import io.sandglass.sandbox.metering.FuelRewriter;
import java.util.List;
import java.util.Map;

/** A kernel in the sandbox's engine, metered or as it is. Used by one thread. */
final class GuestKernel {
    private static final long FUEL = Long.MAX_VALUE / 2;
    private static final long DEPTH = 20_000;
    private static final EngineLimits LIMITS = new EngineLimits(64 << 20, 100);

    private final boolean metered;
    private final EngineModule module;

    private GuestKernel(byte[] wasm, boolean metered) {
        this.metered = metered;
        this.module = new ChicoryEngine().compile(wasm, code -> {});
    }

    static GuestKernel metered(byte[] wasm) {
        return new GuestKernel(FuelRewriter.rewrite(wasm), true);
    }

    static GuestKernel unmetered(byte[] wasm) {
        return new GuestKernel(wasm, false);
    }

    /** One run in a fresh instance; its making does not count. */
    Burst run(long size) {
        EngineInstance instance = module.instantiate(
                List.of(),
                LIMITS,
                Map.of("n", size, FuelRewriter.FUEL, FUEL, FuelRewriter.DEPTH, DEPTH, FuelRewriter.LOWEST, DEPTH));
        instance.start();
        long begun = CpuTime.ofThread();
        instance.call("run");
        long nanos = CpuTime.ofThread() - begun;
        long fuel = metered ? FUEL - instance.global(FuelRewriter.FUEL).orElse(FUEL) : 0;
        return new Burst(nanos, instance.global("result").orElseThrow(), fuel);
    }

    /**
     * What one run took of a processor, and gave.
     *
     * @param fuel 0 where none is counted
     */
    record Burst(long nanos, long result, long fuel) {}
}
