package io.sandglass.sandbox.engine;

import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/**
 * Turns module bytes into something that can be instantiated, found by {@link java.util.ServiceLoader}: in a JVM that
 * compiles large modules, too, so an engine does not depend on how it was made.
 *
 * <p>Thread-safe. Bytes that are handed in are not changed and not kept.
 */
public interface WasmEngine {
    /**
     * An engine of the class path.
     *
     * @param name its id, or that without the version, such as {@code chicory}
     * @throws IllegalStateException if there is none
     */
    static WasmEngine named(String name) {
        return ServiceLoader.load(WasmEngine.class, WasmEngine.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(engine -> engine.id().equals(name) || engine.id().startsWith(name + "-"))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("no WebAssembly engine '" + name + "' is on the class path"));
    }

    /** Name and version, such as {@code chicory-1.7.5}; part of the key under which compiled code is kept. */
    String id();

    /**
     * What it takes to run this engine in another JVM: a class of each JAR file that it stands on, beside its own.
     */
    default List<Class<?>> parts() {
        return List.of();
    }

    /**
     * Checks that bytes are a valid module; runs nothing.
     *
     * @throws EngineRefusal if they are not, or use what the engine does not offer
     */
    void validate(byte[] wasm);

    /**
     * Compiles a module.
     *
     * @param wasm a module that was found valid
     * @param keep is given the compiled code, for {@link #restore}
     * @throws EngineRefusal if the engine cannot take it
     */
    EngineModule compile(byte[] wasm, Consumer<byte[]> keep);

    /**
     * A module that is interpreted instead of compiled: slower by far, and of the same behaviour.
     *
     * @param wasm a module that was found valid
     * @throws EngineRefusal if the engine cannot take it
     */
    EngineModule interpret(byte[] wasm);

    /**
     * A module from its bytes and the code that {@link #compile} made of them earlier.
     *
     * @throws EngineRefusal if the engine cannot take it
     */
    EngineModule restore(byte[] wasm, byte[] code);
}
