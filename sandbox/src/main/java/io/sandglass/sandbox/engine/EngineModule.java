package io.sandglass.sandbox.engine;

import java.util.List;
import java.util.Map;

/**
 * A module that was parsed, validated and compiled. Immutable, thread-safe, shared by all its runs.
 */
public interface EngineModule {
    /** Functions the module wants from its host, in the module's order. */
    List<ImportedFunction> importedFunctions();

    /** Memories, tables and globals the module wants from its host, as {@code module.name (kind)}. */
    List<String> otherImports();

    /** Exported functions: name to signature, see {@link HostFunction#signature()}. */
    Map<String, String> exportedFunctions();

    /** Names of all exports. */
    List<String> exports();

    /** What the module's memory holds at the start, in bytes; 0 if it has none. */
    long initialMemoryBytes();

    /** The most the module's memory may hold by its own declaration, in bytes. */
    long maximumMemoryBytes();

    /** Entries in the module's tables at the start, over all tables. */
    long initialTableEntries();

    /**
     * A fresh instance: own memory, globals and tables. Nothing of the guest runs yet.
     *
     * @param host one function for each of {@link #importedFunctions()}, in that order
     * @param globals what exported globals, defined by the module, hold at the start instead of what the module says
     */
    EngineInstance instantiate(List<HostFunction> host, EngineLimits limits, Map<String, Long> globals);
}
