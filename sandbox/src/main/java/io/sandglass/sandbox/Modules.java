package io.sandglass.sandbox;

import io.sandglass.sandbox.binary.Malformed;
import io.sandglass.sandbox.cache.CodeDirectory;
import io.sandglass.sandbox.engine.EngineModule;
import io.sandglass.sandbox.engine.WasmEngine;
import io.sandglass.sandbox.metering.FuelRewriter;
import io.sandglass.sandbox.policy.StaticPolicy;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
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
    private static final long CACHE_BYTES = 256L << 20;
    private static final long COMPILE_SECONDS = 30;

    private final WasmEngine engine;
    private final Optional<CodeDirectory> cache;
    private final Compilation compilation = new Compilation(COMPILE_SECONDS);
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, WeakReference<SandboxModule>> loaded = new HashMap<>();

    private final Refusals refused = new Refusals(System::nanoTime);

    Modules(WasmEngine engine, Optional<Path> cacheDirectory) {
        this.engine = engine;
        this.cache = cacheDirectory.flatMap(directory -> CodeDirectory.open(directory, CACHE_BYTES));
    }

    SandboxModule load(byte[] wasm) {
        checkPolicy(wasm);
        String digest = Digests.sha256(wasm);
        lockInterruptibly();
        try {
            return known(digest).orElseGet(() -> compile(digest, wasm));
        } finally {
            lock.unlock();
        }
    }

    /** Others may be compiling for long. */
    private void lockInterruptibly() {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            throw LoadInterrupted.by(e);
        }
    }

    private static void checkPolicy(byte[] wasm) {
        try {
            StaticPolicy.check(wasm);
        } catch (Malformed e) {
            throw new InvalidModule("the module is refused: " + e.getMessage());
        }
    }

    private Optional<SandboxModule> known(String digest) {
        loaded.values().removeIf(reference -> reference.get() == null);
        return Optional.ofNullable(loaded.get(digest)).map(WeakReference::get);
    }

    private SandboxModule compile(String digest, byte[] wasm) {
        refused.find(digest).ifPresent(refusal -> {
            throw refusal.again();
        });
        try {
            SandboxModule module = new SandboxModule(digest, compilation.await(() -> metered(digest, wasm)));
            loaded.put(digest, new WeakReference<>(module));
            return module;
        } catch (InvalidModule e) {
            refused.add(digest, e);
            throw e;
        }
    }

    /** Kept code was made of a module that was found valid, so that is not looked at again. */
    private EngineModule metered(String digest, byte[] wasm) {
        Optional<CodeDirectory.Entry> entry =
                cache.map(directory -> directory.entry(digest + "-" + engine.id() + "-fuel" + FuelRewriter.SCHEDULE));
        Optional<byte[]> kept = entry.flatMap(CodeDirectory.Entry::find);
        if (kept.isPresent()) {
            byte[] rewritten = FuelRewriter.rewrite(wasm);
            Optional<byte[]> code = KeptCode.read(kept.get(), rewritten);
            if (code.isPresent()) {
                return engine.restore(rewritten, code.get());
            }
        }
        // The rewriter relies on a valid module, and the names it adds are safe only if the code was valid without
        // them.
        engine.validate(wasm);
        byte[] rewritten = FuelRewriter.rewrite(wasm);
        return engine.compile(rewritten, code -> entry.ifPresent(place -> place.keep(KeptCode.write(code, rewritten))));
    }
}
