package io.sandglass.plugin.wasm;

import io.sandglass.sandbox.InvalidModule;
import io.sandglass.sandbox.SandboxModule;
import io.sandglass.sandbox.WasmSandbox;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A module that is compiled when it is first run, once for all threads. Thread-safe. */
final class LazyModule {
    private final byte[] wasm;
    private final Supplier<WasmSandbox> sandbox;
    private final ReentrantLock compiling = new ReentrantLock();
    private volatile @Nullable SandboxModule compiled;
    private volatile @Nullable InvalidModule invalid;

    LazyModule(byte[] wasm, Supplier<WasmSandbox> sandbox) {
        this.wasm = wasm;
        this.sandbox = sandbox;
    }

    WasmSandbox sandbox() {
        return sandbox.get();
    }

    /** @throws InvalidModule if the sandbox does not take it, each time for the same reason */
    SandboxModule get() {
        SandboxModule module = compiled;
        if (module != null) {
            return module;
        }
        compiling.lock();
        try {
            module = compiled;
            return module != null ? module : compile();
        } finally {
            compiling.unlock();
        }
    }

    private SandboxModule compile() {
        InvalidModule known = invalid;
        if (known != null) {
            throw known;
        }
        try {
            SandboxModule module = sandbox().load(wasm);
            compiled = module;
            return module;
        } catch (InvalidModule refused) {
            invalid = refused;
            throw refused;
        }
    }
}
