package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.WasmSandbox;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A sandbox that is made when the first guest needs it: a run without WASM pays nothing for it. Thread-safe. */
final class LazySandbox implements AutoCloseable {
    private final Path cache;
    private final ReentrantLock making = new ReentrantLock();
    private @Nullable WasmSandbox sandbox; // guarded by making

    /** @param cache where compiled modules are kept; made if missing */
    LazySandbox(Path cache) {
        this.cache = requireNonNull(cache, "cache");
    }

    WasmSandbox get() {
        making.lock();
        try {
            if (sandbox == null) {
                sandbox = WasmSandbox.create(SandboxSettings.defaults().withCacheDirectory(cache));
            }
            return sandbox;
        } finally {
            making.unlock();
        }
    }

    @Override
    public void close() {
        making.lock();
        try {
            if (sandbox != null) {
                sandbox.close();
            }
        } finally {
            making.unlock();
        }
    }
}
