package io.sandglass.sandbox.engine.chicory;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import io.sandglass.sandbox.engine.EngineInstance;
import io.sandglass.sandbox.engine.EngineLimits;
import io.sandglass.sandbox.engine.EngineModule;
import io.sandglass.sandbox.engine.HostFunction;
import io.sandglass.sandbox.engine.ImportedFunction;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A compiled module; what it declares is read once. */
final class ChicoryModule implements EngineModule {
    private final WasmModule module;
    private final Function<Instance, Machine> machine;
    private final Declarations declared;

    ChicoryModule(WasmModule module, Function<Instance, Machine> machine) {
        this.module = module;
        this.machine = machine;
        this.declared = new Declarations(module);
    }

    @Override
    public List<ImportedFunction> importedFunctions() {
        return declared.importedFunctions();
    }

    @Override
    public List<String> otherImports() {
        return declared.otherImports();
    }

    @Override
    public Map<String, String> exportedFunctions() {
        return declared.exportedFunctions();
    }

    @Override
    public List<String> exports() {
        return declared.exports();
    }

    @Override
    public long initialMemoryBytes() {
        return declared.pages(MemoryLimits::initialPages) * Memory.PAGE_SIZE;
    }

    @Override
    public long maximumMemoryBytes() {
        return declared.pages(MemoryLimits::maximumPages) * Memory.PAGE_SIZE;
    }

    @Override
    public long initialTableEntries() {
        return declared.tableEntries();
    }

    @Override
    public EngineInstance instantiate(List<HostFunction> host, EngineLimits limits, Map<String, Long> globals) {
        HostCalls calls = new HostCalls();
        InterpreterWatch watch = new InterpreterWatch();
        Instance instance = Instance.builder(module)
                .withMachineFactory(machine)
                .withImportValues(ImportValues.builder()
                        .addFunction(host.stream().map(calls::bind).toArray(ImportFunction[]::new))
                        .build())
                .withMemoryFactory(wanted -> new ByteArrayMemory(capped(wanted, limits)))
                .withTableFactory(new CappedTables(limits.tableEntries()))
                .withGlobalFactory(new PresetGlobals(byPlace(globals)))
                .withUnsafeExecutionListener(watch)
                .withInitialize(false)
                .withStart(false)
                .build();
        int imported = declared.importedFunctions().size();
        return new ChicoryInstance(instance, () -> watch.function(module, imported));
    }

    private Map<Integer, Long> byPlace(Map<String, Long> globals) {
        return globals.entrySet().stream()
                .filter(global -> declared.globals().containsKey(global.getKey()))
                .collect(Collectors.toMap(global -> declared.globals().get(global.getKey()), Map.Entry::getValue));
    }

    /** An uncapped memory would cost an array of 65,536 page slots for each instance. */
    private static MemoryLimits capped(MemoryLimits wanted, EngineLimits limits) {
        int pages = (int) Math.min(limits.memoryBytes() / Memory.PAGE_SIZE, wanted.maximumPages());
        return new MemoryLimits(wanted.initialPages(), pages);
    }
}
