package io.sandglass.sandbox;

import io.sandglass.sandbox.engine.WasmEngine;
import java.util.ServiceLoader;

/** The engines on the class path. */
final class Engines {
    private Engines() {}

    /**
     * One of them.
     *
     * @param name what its id begins with, such as {@code chicory}
     * @throws IllegalStateException if there is none
     */
    static WasmEngine find(String name) {
        return ServiceLoader.load(WasmEngine.class, Engines.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(engine -> engine.id().startsWith(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("no WebAssembly engine '" + name + "' is on the class path"));
    }
}
