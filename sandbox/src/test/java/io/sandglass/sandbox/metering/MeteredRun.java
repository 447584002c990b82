package io.sandglass.sandbox.metering;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MutabilityType;
import com.dylibso.chicory.wasm.types.ValType;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** A metered run of {@code run}, interpreted and compiled, which have to agree. */
record MeteredRun(String answer, long fuel, Instance instance) {
    static final int DEPTH = 20_000;

    private static final long FUEL = 1_000_000_000_000L;

    static MeteredRun run(byte[] wasm, int argument) {
        return run(wasm, argument, FUEL);
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
        WasmModule module = Parser.parse(metered);
        AtomicLong left = new AtomicLong(module.globalSection().globalCount());
        Instance.Builder builder = Instance.builder(module)
                .withGlobalFactory((value, high, type, mutability) ->
                        global(left.decrementAndGet(), fuel, value, type, mutability));
        Instance instance =
                (compiled ? builder.withMachineFactory(MachineFactoryCompiler.compile(module)) : builder).build();
        String answer = answer(instance, argument);
        return new MeteredRun(
                answer, fuel - instance.exports().global(FuelRewriter.FUEL).getValue(), instance);
    }

    /** The last two globals are fuel and depth. */
    private static GlobalInstance global(long fromEnd, long fuel, long value, ValType type, MutabilityType mutability) {
        long first = fromEnd == 1 ? fuel : fromEnd == 0 ? DEPTH : value;
        return new GlobalInstance(first, 0, type, mutability);
    }

    private static String answer(Instance instance, int argument) {
        try {
            return Arrays.toString(instance.export("run").apply(argument));
        } catch (ChicoryException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
