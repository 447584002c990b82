package io.sandglass.sandbox.metering;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MutabilityType;
import com.dylibso.chicory.wasm.types.ValType;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.zip.CRC32;

/** A module with an export {@code run}, from i32 to i32, made ready once and run as often as needed. */
final class Program {
    static final long FUEL = 1_000_000_000_000L;
    private static final int DEPTH = 20_000;
    private static final int ADDED = 2;

    private final WasmModule module;
    private final Function<Instance, Machine> machine;
    private final boolean metered;

    private Program(byte[] wasm, boolean compiled) {
        this.module = Parser.parse(wasm);
        this.machine = compiled ? MachineFactoryCompiler.compile(module) : InterpreterMachine::new;
        int exports = module.exportSection().exportCount();
        this.metered = module.exportSection().getExport(exports - 1).name().equals(FuelRewriter.DEPTH);
    }

    static Program compiled(byte[] wasm) {
        return new Program(wasm, true);
    }

    static Program interpreted(byte[] wasm) {
        return new Program(wasm, false);
    }

    /**
     * What a run gave.
     *
     * @param answer the results, or the words of the trap
     * @param memory a checksum over the memory afterwards
     * @param fuel what it used; 0 if the module is not metered
     */
    record Run(String answer, long memory, long fuel) {
        Run unmetered() {
            return new Run(answer, memory, 0);
        }
    }

    Run run(int argument) {
        return run(argument, FUEL);
    }

    Run run(int argument, long fuel) {
        AtomicLong globals = new AtomicLong(metered ? module.globalSection().globalCount() : Integer.MAX_VALUE);
        Instance instance = Instance.builder(module)
                .withMachineFactory(machine)
                .withGlobalFactory((value, high, type, mutability) ->
                        global(globals.decrementAndGet(), fuel, value, type, mutability))
                .build();
        String answer = answer(instance, argument);
        long left = metered ? instance.exports().global(FuelRewriter.FUEL).getValue() : fuel;
        return new Run(answer, checksum(instance), fuel - left);
    }

    /** Those of the meter come last: fuel, then depth. */
    private static GlobalInstance global(long fromEnd, long fuel, long value, ValType type, MutabilityType mutability) {
        long first = fromEnd == ADDED - 1 ? fuel : fromEnd == 0 ? DEPTH : value;
        return new GlobalInstance(first, 0, type, mutability);
    }

    static String answer(Instance instance, int argument) {
        try {
            return Arrays.toString(instance.export("run").apply(argument));
        } catch (ChicoryException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static long checksum(Instance instance) {
        if (instance.memory() == null) {
            return 0;
        }
        CRC32 checksum = new CRC32();
        checksum.update(instance.memory().readBytes(0, instance.memory().pages() * 65_536));
        return checksum.getValue();
    }
}
