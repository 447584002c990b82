package io.sandglass.sandbox;

import io.sandglass.sandbox.cache.CodeDirectory;
import io.sandglass.sandbox.engine.EngineModule;
import io.sandglass.sandbox.engine.WasmEngine;
import io.sandglass.sandbox.metering.FuelRewriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Makes a module that can run: of kept code, by this JVM, or, where it is large, by a JVM of its own. Thread-safe. */
final class ModuleCompiler {
    private static final long CACHE_BYTES = 256L << 20;

    private final WasmEngine engine;
    private final Compiling how;
    private final Optional<Path> directory;
    private final Optional<CodeDirectory> cache;

    ModuleCompiler(WasmEngine engine, Compiling how, Optional<Path> directory) {
        this.engine = engine;
        this.how = how;
        this.directory = directory;
        this.cache = directory.flatMap(path -> CodeDirectory.open(path, CACHE_BYTES));
    }

    /**
     * The metered module.
     *
     * @param wasm within the static policy; not changed
     * @throws io.sandglass.sandbox.engine.EngineRefusal if the engine does not take it
     * @throws InvalidModule if it cannot be compiled for another reason
     */
    EngineModule compile(String digest, byte[] wasm) throws IOException, InterruptedException {
        if (how.interpreted()) {
            engine.validate(wasm);
            return engine.interpret(FuelRewriter.rewrite(wasm));
        }
        Optional<EngineModule> kept = cache.flatMap(directory -> kept(directory, digest, wasm));
        if (kept.isPresent()) {
            return kept.get();
        }
        return CodeSize.of(wasm) > how.childAboveBytes() ? elsewhere(digest, wasm) : here(digest, wasm);
    }

    /**
     * Only checks it.
     *
     * @return the bytes
     * @throws io.sandglass.sandbox.engine.EngineRefusal if the engine does not take them
     */
    byte[] validate(byte[] wasm) {
        engine.validate(wasm);
        return wasm;
    }

    private CodeDirectory.Entry entry(CodeDirectory kept, String digest) {
        return kept.entry(digest + "-" + engine.id() + "-fuel" + FuelRewriter.SCHEDULE);
    }

    /** Kept code was made of a module that was found valid, so that is not looked at again. */
    private Optional<EngineModule> kept(CodeDirectory from, String digest, byte[] wasm) {
        return entry(from, digest).find().flatMap(found -> {
            byte[] rewritten = FuelRewriter.rewrite(wasm);
            return KeptCode.read(found, rewritten).map(code -> engine.restore(rewritten, code));
        });
    }

    private EngineModule here(String digest, byte[] wasm) {
        // The rewriter relies on a valid module, and the names it adds are safe only if the code was valid without
        // them.
        engine.validate(wasm);
        byte[] rewritten = FuelRewriter.rewrite(wasm);
        return engine.compile(
                rewritten,
                code -> cache.map(into -> entry(into, digest))
                        .ifPresent(place -> place.keep(KeptCode.write(code, rewritten))));
    }

    /** Code comes back through the cache, or through a directory that takes its place. */
    private EngineModule elsewhere(String digest, byte[] wasm) throws IOException, InterruptedException {
        try (WorkDirectory work = WorkDirectory.create()) {
            Path kept = cache.flatMap(used -> directory).orElse(work.path().resolve("code"));
            new CompilerProcess(work, how).compile(engine.id(), wasm, kept);
            return CodeDirectory.open(kept, CACHE_BYTES)
                    .flatMap(from -> kept(from, digest, wasm))
                    .orElseThrow(() -> new InvalidModule(
                            "the compiled code could not be kept in " + kept,
                            new IOException("nothing there"),
                            InvalidModule.Blame.HOST));
        }
    }
}
