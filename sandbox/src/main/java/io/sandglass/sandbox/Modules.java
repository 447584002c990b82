package io.sandglass.sandbox;

import io.sandglass.sandbox.engine.CompiledCode;
import io.sandglass.sandbox.engine.EngineRefusal;
import io.sandglass.sandbox.engine.WasmEngine;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Loads modules, one at a time, so that modules that are slow to compile take one processor at most.
 *
 * <p>Owns the table of loaded modules; a module that nobody holds any more can be collected, and its classes with it.
 */
final class Modules {
    private final WasmEngine engine;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, WeakReference<SandboxModule>> loaded = new HashMap<>();

    Modules(WasmEngine engine) {
        this.engine = engine;
    }

    SandboxModule load(byte[] wasm) {
        String digest = Digests.sha256(wasm);
        lock.lock();
        try {
            return known(digest).orElseGet(() -> compile(digest, wasm));
        } finally {
            lock.unlock();
        }
    }

    private Optional<SandboxModule> known(String digest) {
        loaded.values().removeIf(reference -> reference.get() == null);
        return Optional.ofNullable(loaded.get(digest)).map(WeakReference::get);
    }

    private SandboxModule compile(String digest, byte[] wasm) {
        try {
            SandboxModule module = new SandboxModule(digest, engine.load(wasm, CompiledCode.NONE));
            loaded.put(digest, new WeakReference<>(module));
            return module;
        } catch (EngineRefusal e) {
            throw new InvalidModule("the bytes are not a valid module: " + e.getMessage(), e);
        }
    }
}
