package io.sandglass.sandbox;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a module and its host talk: which function is run, and what input and output are. */
public sealed interface Abi {
    /** Standard input, output and error, and {@code _start}. */
    Abi COMMAND = new WasiCommand();

    /** An exported function of an Extism plug-in. */
    static Abi extism(String entry, Map<String, String> config) {
        return new Extism(entry, config);
    }

    /** The exported function that is run. */
    String entry();

    /** What the guest may ask for by key. */
    default Map<String, String> config() {
        return Map.of();
    }

    /** A command of WASI preview 1. */
    record WasiCommand() implements Abi {
        @Override
        public String entry() {
            return "_start";
        }
    }

    /**
     * A plug-in written for Extism: standard input is its input, its output becomes standard output, and its error the
     * last line of standard error. What it prints by itself goes to standard error.
     *
     * @param entry an exported function that takes nothing and returns an i32, 0 for success, or nothing
     * @param config what the plug-in may ask for by key
     */
    record Extism(String entry, Map<String, String> config) implements Abi {
        public Extism {
            config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
        }
    }
}
