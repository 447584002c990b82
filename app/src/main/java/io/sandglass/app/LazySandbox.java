package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.sandbox.SandboxLimits;
import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.WasmSandbox;
import io.sandglass.sandbox.quarantine.Quarantine;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A sandbox that is made when the first guest needs it: a run without WASM pays nothing for it. Thread-safe. */
final class LazySandbox implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LazySandbox.class);

    private final Path cache;
    private final Sandboxing how;
    private final Quarantine quarantine;
    private final ReentrantLock making = new ReentrantLock();
    private @Nullable WasmSandbox sandbox; // guarded by making
    private boolean closed; // guarded by making

    /** @param cache where compiled modules are kept; made if missing */
    LazySandbox(Path cache, Sandboxing how, Quarantine quarantine) {
        this.how = requireNonNull(how, "how");
        this.cache = requireNonNull(cache, "cache");
        this.quarantine = requireNonNull(quarantine, "quarantine");
    }

    /** @throws IllegalStateException if it is closed */
    WasmSandbox get() {
        making.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the sandbox is closed");
            }
            if (sandbox == null) {
                sandbox = WasmSandbox.create(within(how.settings().withCacheDirectory(cache)), quarantine);
            }
            return sandbox;
        } finally {
            making.unlock();
        }
    }

    private static SandboxSettings within(SandboxSettings settings) {
        long heap = Runtime.getRuntime().maxMemory();
        if (settings.memoryBudgetBytes() > heap) {
            log.warn(
                    "sandbox.memory is {} MiB, but Java has at most {} MiB: guests may exhaust it together;"
                            + " lower it, or start Java with a larger -Xmx",
                    settings.memoryBudgetBytes() >> 20,
                    heap >> 20);
        }
        long most = SandboxLimits.DEFAULTS.memoryBytes();
        if (settings.memoryBudgetBytes() < most) {
            log.warn(
                    "sandbox.memory is {} MiB, but a WASM node may have {} MiB where its limits do not say less: workflows"
                            + " whose module declares no less are refused; raise it, or lower limits.memory of the nodes",
                    settings.memoryBudgetBytes() >> 20,
                    most >> 20);
        }
        return settings;
    }

    /** Makes it and lets it load its engine, behind whatever else there is to do. Returns at once. */
    void warmUp() {
        if (!how.warmUp()) {
            return;
        }
        Thread thread = new Thread(this::warmUpNow, "sandbox-warm-up");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    private void warmUpNow() {
        try {
            get().warmUp();
        } catch (RuntimeException e) { // closed meanwhile, most likely; the first guest will tell otherwise
            log.debug("the sandbox was not warmed up", e);
        }
    }

    /** Guests that did not stop when told to and still run; 0 as long as there is no sandbox. */
    int runningStrays() {
        making.lock();
        try {
            return sandbox == null ? 0 : sandbox.runningStrays();
        } finally {
            making.unlock();
        }
    }

    @Override
    public void close() {
        making.lock();
        try {
            closed = true;
            if (sandbox != null) {
                sandbox.close();
            }
        } finally {
            making.unlock();
        }
    }
}
