package io.sandglass.sandbox.metering;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.MutabilityType;
import com.dylibso.chicory.wasm.types.ValType;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/** A module on the engine alone, without a sandbox around it: metered or not, compiled or interpreted. */
public final class BareModule {
    /** More than any test uses up. */
    public static final long FUEL = 1_000_000_000_000L;

    static final int DEPTH = 20_000;
    private static final int ADDED = 2;

    private final WasmModule module;
    private final Function<Instance, Machine> machine;
    private final boolean metered;

    /** Answers whatever a module imports. */
    public interface Host {
        long call(Instance caller, String name, long[] arguments);
    }

    private BareModule(byte[] wasm, boolean compiled) {
        this.module = Parser.parse(wasm);
        this.machine = compiled ? compile(module) : InterpreterMachine::new;
        int exports = module.exportSection().exportCount();
        this.metered = exports > 0
                && module.exportSection().getExport(exports - 1).name().equals(FuelRewriter.DEPTH);
    }

    private static Function<Instance, Machine> compile(WasmModule module) {
        return MachineFactoryCompiler.builder(module)
                .withInterpreterFallback(InterpreterFallback.SILENT)
                .compile();
    }

    public static BareModule compiled(byte[] wasm) {
        return new BareModule(wasm, true);
    }

    public static BareModule interpreted(byte[] wasm) {
        return new BareModule(wasm, false);
    }

    public Instance instantiate(long fuel) {
        return instantiate(fuel, (caller, name, arguments) -> 0);
    }

    public Instance instantiate(long fuel, Host host) {
        AtomicLong globals = new AtomicLong(metered ? module.globalSection().globalCount() : Integer.MAX_VALUE);
        return Instance.builder(module)
                .withMachineFactory(machine)
                .withImportValues(
                        ImportValues.builder().addFunction(functions(host)).build())
                .withGlobalFactory((value, high, type, mutability) ->
                        global(globals.decrementAndGet(), fuel, value, type, mutability))
                .build();
    }

    /** What is left of the fuel; all of it where nothing counts it. */
    public long fuelLeft(Instance instance, long fuel) {
        return metered ? instance.exports().global(FuelRewriter.FUEL).getValue() : fuel;
    }

    /** Over all of the memory; 0 if there is none. */
    public static long checksum(Instance instance) {
        if (instance.memory() == null) {
            return 0;
        }
        CRC32 checksum = new CRC32();
        for (int page = 0; page < instance.memory().pages(); page++) {
            checksum.update(instance.memory().readBytes(page * Memory.PAGE_SIZE, Memory.PAGE_SIZE));
        }
        return checksum.getValue();
    }

    private ImportFunction[] functions(Host host) {
        return IntStream.range(0, module.importSection().importCount())
                .mapToObj(module.importSection()::getImport)
                .filter(FunctionImport.class::isInstance)
                .map(wanted -> stub((FunctionImport) wanted, host))
                .toArray(ImportFunction[]::new);
    }

    private ImportFunction stub(FunctionImport wanted, Host host) {
        var type = module.typeSection().getType(wanted.typeIndex());
        boolean answers = !type.returns().isEmpty();
        return new ImportFunction(wanted.module(), wanted.name(), type, (instance, arguments) -> {
            long answer = host.call(instance, wanted.name(), arguments);
            return answers ? new long[] {answer} : new long[0];
        });
    }

    /** Those of the meter come last: fuel, then depth. */
    private static GlobalInstance global(long fromEnd, long fuel, long value, ValType type, MutabilityType mutability) {
        long first = fromEnd == ADDED - 1 ? fuel : fromEnd == 0 ? DEPTH : value;
        return new GlobalInstance(first, 0, type, mutability);
    }
}
