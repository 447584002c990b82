package io.sandglass.sandbox.engine.endive;

import io.sandglass.sandbox.engine.EngineInstance;
import io.sandglass.sandbox.engine.EngineLimits;
import io.sandglass.sandbox.engine.EngineModule;
import io.sandglass.sandbox.engine.HostFunction;
import io.sandglass.sandbox.engine.ImportedFunction;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.ImportFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.runtime.Memory;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.MemoryLimits;

/** A compiled module; what it declares is read once. */
final class EndiveModule implements EngineModule {
    private final WasmModule module;
    private final Function<Instance, Machine> machine;
    private final Declarations declared;

    EndiveModule(WasmModule module, Function<Instance, Machine> machine) {
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
        Instance instance = Instance.builder(module)
                .withMachineFactory(machine)
                .withImportValues(ImportValues.builder()
                        .addFunction(host.stream().map(calls::bind).toArray(ImportFunction[]::new))
                        .build())
                .withMemoryFactory(wanted -> new ByteArrayMemory(capped(wanted, limits)))
                .withTableFactory(new CappedTables(limits.tableEntries()))
                .withGlobalFactory(new PresetGlobals(byPlace(globals)))
                .withInitialize(false)
                .withStart(false)
                .build();
        return new EndiveInstance(instance);
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
