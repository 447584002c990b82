package io.sandglass.sandbox.metering;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.runtime.Instance;

/** A metered run of {@code run}, interpreted and compiled, which have to agree. */
record MeteredRun(String answer, long fuel, Instance instance) {
    static MeteredRun run(byte[] wasm, int argument) {
        return run(wasm, argument, BareModule.FUEL);
    }

    static MeteredRun run(byte[] wasm, int argument, long fuel) {
        byte[] metered = FuelRewriter.rewrite(wasm);
        MeteredRun interpreted = onRoomyStack(metered, argument, fuel, false);
        MeteredRun compiled = onRoomyStack(metered, argument, fuel, true);
        assertThat(compiled.answer).isEqualTo(interpreted.answer);
        assertThat(compiled.fuel).isEqualTo(interpreted.fuel);
        assertThat(compiled.depth()).isEqualTo(interpreted.depth());
        return compiled;
    }

    /** What is left, or {@link FuelRewriter#TOO_DEEP}. */
    long depth() {
        return global(FuelRewriter.DEPTH);
    }

    long global(String export) {
        return instance.exports().global(export).getValue();
    }

    private static MeteredRun onRoomyStack(byte[] metered, int argument, long fuel, boolean compiled) {
        MeteredRun[] run = new MeteredRun[1];
        Thread thread = new Thread(null, () -> run[0] = one(metered, argument, fuel, compiled), "guest", 256L << 20);
        thread.start();
        try {
            thread.join(60_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(run[0]).isNotNull();
        return run[0];
    }

    private static MeteredRun one(byte[] metered, int argument, long fuel, boolean compiled) {
        BareModule module = compiled ? BareModule.compiled(metered) : BareModule.interpreted(metered);
        Instance instance = module.instantiate(fuel);
        String answer = Program.answer(instance, argument);
        return new MeteredRun(answer, fuel - module.fuelLeft(instance, fuel), instance);
    }
}
