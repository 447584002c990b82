package io.sandglass.sandbox.engine.endive;

import io.sandglass.sandbox.engine.ImportedFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.Export;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.Import;
import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.MemorySection;

/** What a module says about itself: imports, exports, sizes. */
final class Declarations {
    private final WasmModule module;
    private final List<FunctionType> functionTypes = new ArrayList<>();
    private final List<ImportedFunction> importedFunctions = new ArrayList<>();
    private final List<String> otherImports = new ArrayList<>();
    private final Map<String, String> exportedFunctions = new LinkedHashMap<>();
    private final Map<String, Integer> globals = new LinkedHashMap<>();
    private final List<String> exports = new ArrayList<>();

    Declarations(WasmModule module) {
        this.module = module;
        module.importSection().stream().forEach(this::addImport);
        for (int i = 0; i < module.functionSection().functionCount(); i++) {
            functionTypes.add(module.functionSection().getFunctionType(i, module.typeSection()));
        }
        for (int i = 0; i < module.exportSection().exportCount(); i++) {
            addExport(module.exportSection().getExport(i));
        }
    }

    private void addImport(Import wanted) {
        if (wanted instanceof FunctionImport function) {
            FunctionType type = module.typeSection().getType(function.typeIndex());
            functionTypes.add(type);
            importedFunctions.add(new ImportedFunction(wanted.module(), wanted.name(), Signatures.of(type)));
            return;
        }
        String kind = wanted.importType().name().toLowerCase(Locale.ROOT);
        otherImports.add(wanted.module() + "." + wanted.name() + " (" + kind + ")");
    }

    private void addExport(Export export) {
        exports.add(export.name());
        if (export.exportType() == ExternalType.FUNCTION) {
            exportedFunctions.put(export.name(), Signatures.of(functionTypes.get(export.index())));
        }
        int imported = module.importSection().count(ExternalType.GLOBAL);
        if (export.exportType() == ExternalType.GLOBAL && export.index() >= imported) {
            globals.put(export.name(), export.index() - imported);
        }
    }

    List<ImportedFunction> importedFunctions() {
        return List.copyOf(importedFunctions);
    }

    List<String> otherImports() {
        return List.copyOf(otherImports);
    }

    Map<String, String> exportedFunctions() {
        return Map.copyOf(exportedFunctions);
    }

    /** Exported globals that the module defines: name to place among those it defines. */
    Map<String, Integer> globals() {
        return globals;
    }

    List<String> exports() {
        return List.copyOf(exports);
    }

    long pages(ToIntFunction<MemoryLimits> bound) {
        long pages = 0;
        int memories = module.memorySection().map(MemorySection::memoryCount).orElse(0);
        for (int i = 0; i < memories; i++) {
            pages += bound.applyAsInt(
                    module.memorySection().orElseThrow().getMemory(i).limits());
        }
        return pages;
    }

    long tableEntries() {
        long entries = 0;
        for (int i = 0; i < module.tableSection().tableCount(); i++) {
            entries += module.tableSection().getTable(i).limits().min();
        }
        return entries;
    }
}
