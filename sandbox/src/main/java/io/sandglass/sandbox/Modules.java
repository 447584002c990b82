package io.sandglass.sandbox;

import io.sandglass.sandbox.InvalidModule.Blame;
import io.sandglass.sandbox.ModuleCompiler.Compiled;
import io.sandglass.sandbox.binary.Malformed;
import io.sandglass.sandbox.engine.WasmEngine;
import io.sandglass.sandbox.policy.StaticPolicy;
import io.sandglass.sandbox.quarantine.Quarantine;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Loads modules, each once; a few at a time, as {@link Compilation} allows.
 *
 * <p>Owns the table of loaded modules; a module that nobody holds any more can be collected, and its classes with it.
 */
final class Modules {
    private final ModuleCompiler compiler;
    private final Compilation here;
    /** A lane of its own, so that no module waits for a much heavier one. */
    private final Compilation apart;

    private final Quarantine quarantine;
    /** By digest, so that a module is not compiled twice at once. */
    private final KeyedLocks loading = new KeyedLocks();

    private final Map<String, WeakReference<SandboxModule>> loaded = new ConcurrentHashMap<>();
    private final Refusals refused = new Refusals(System::nanoTime);

    Modules(WasmEngine engine, SandboxSettings settings, Quarantine quarantine) {
        Compiling how = settings.compiling();
        this.compiler = new ModuleCompiler(engine, how, settings.cacheDirectory());
        this.here = new Compilation(how.limit(), how.places());
        this.apart = new Compilation(how.limit(), how.places());
        this.quarantine = quarantine;
    }

    SandboxModule load(byte[] wasm) {
        checkPolicy(wasm);
        String digest = Digests.sha256(wasm);
        refuseIfHeld(digest);
        return loading.locked(digest, () -> known(digest).orElseGet(() -> compile(digest, wasm)));
    }

    Optional<String> objection(byte[] wasm) {
        try {
            checkPolicy(wasm);
            here.await(() -> compiler.validate(wasm));
            return Optional.empty();
        } catch (InvalidModule e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    CompileCost compileCost(byte[] wasm) {
        checkPolicy(wasm);
        return here.await(() -> compiler.cost(wasm));
    }

    void refuseIfHeld(String digest) {
        quarantine.reason(digest).ifPresent(reason -> {
            throw new QuarantinedModule(digest, reason);
        });
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
            SandboxModule module = new SandboxModule(digest, compiled(digest, wasm));
            loaded.put(digest, new WeakReference<>(module));
            return module;
        } catch (InvalidModule e) {
            refused.add(digest, e);
            if (e.blame() == Blame.MODULE_TOOK_TOO_MUCH) {
                quarantine.strike(digest, "could not be compiled (" + e.getMessage() + ")");
            }
            throw e;
        }
    }

    private Compiled compiled(String digest, byte[] wasm) {
        return here.await(() -> compiler.compile(digest, wasm))
                .orElseGet(() -> apart.await(() -> compiler.compileApart(digest, wasm)));
    }
}
