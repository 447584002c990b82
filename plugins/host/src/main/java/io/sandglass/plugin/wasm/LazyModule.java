package io.sandglass.plugin.wasm;

import io.sandglass.sandbox.InvalidModule;
import io.sandglass.sandbox.LoadInterrupted;
import io.sandglass.sandbox.SandboxModule;
import io.sandglass.sandbox.WasmSandbox;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A module that is compiled when it is first run, once for all threads. Thread-safe. */
final class LazyModule {
    private final byte[] wasm;
    private final Supplier<WasmSandbox> sandbox;
    private final Optional<KeptModules> kept;
    private final ReentrantLock compiling = new ReentrantLock();
    private volatile @Nullable SandboxModule compiled;

    LazyModule(byte[] wasm, Supplier<WasmSandbox> sandbox, Optional<KeptModules> kept) {
        this.wasm = wasm;
        this.sandbox = sandbox;
        this.kept = kept;
    }

    WasmSandbox sandbox() {
        return sandbox.get();
    }

    /**
     * The module, compiled by now. What was refused is asked for again: the sandbox remembers what is refused for good.
     *
     * @throws InvalidModule if the sandbox does not take it
     * @throws InterruptedException if this thread is interrupted while it waits or compiles
     */
    SandboxModule get() throws InterruptedException {
        SandboxModule module = compiled;
        if (module != null) {
            return module;
        }
        compiling.lockInterruptibly();
        try {
            module = compiled;
            return module != null ? module : compile();
        } finally {
            compiling.unlock();
        }
    }

    private SandboxModule compile() throws InterruptedException {
        try {
            SandboxModule module = sandbox().load(wasm);
            kept.ifPresent(modules -> modules.keep(module.sha256(), wasm));
            compiled = module;
            return module;
        } catch (LoadInterrupted interrupted) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException("cancelled while compiling").initCause(interrupted);
        }
    }
}
