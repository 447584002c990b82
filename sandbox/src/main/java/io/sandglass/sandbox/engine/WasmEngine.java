package io.sandglass.sandbox.engine;

/**
 * Turns module bytes into something that can be instantiated, found by {@link java.util.ServiceLoader}.
 *
 * <p>Thread-safe.
 */
public interface WasmEngine {
    /** Name and version, such as {@code chicory-1.7.5}; part of the key under which compiled code is kept. */
    String id();

    /**
     * Parses, validates and compiles a module.
     *
     * @param wasm the binary; not changed and not kept
     * @param cache where compiled code of exactly these bytes is kept between processes
     * @throws EngineRefusal if the bytes are no valid module, or use what the engine does not offer
     */
    EngineModule load(byte[] wasm, CompiledCode cache);
}
