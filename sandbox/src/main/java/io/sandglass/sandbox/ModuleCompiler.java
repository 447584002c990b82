package io.sandglass.sandbox;

import io.sandglass.sandbox.cache.CodeDirectory;
import io.sandglass.sandbox.engine.EngineModule;
import io.sandglass.sandbox.engine.WasmEngine;
import io.sandglass.sandbox.metering.FuelRewriter;
import io.sandglass.sandbox.metering.FuelRewriter.Metered;
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
     * The metered module; empty if it is one to compile apart. The engine sees it without its custom sections.
     *
     * @param wasm within the static policy; not changed
     * @throws io.sandglass.sandbox.engine.EngineRefusal if the engine does not take it
     */
    Optional<Compiled> compile(String digest, byte[] wasm) {
        if (how.interpreted()) {
            byte[] bare = validate(wasm);
            Metered metered = FuelRewriter.meter(bare);
            return Optional.of(new Compiled(engine.interpret(metered.wasm()), FunctionNames.of(wasm, metered)));
        }
        Optional<Compiled> kept = cache.flatMap(directory -> kept(directory, digest, wasm));
        return kept.isPresent() || isHeavy(CompileWeight.of(wasm)) ? kept : here(digest, wasm);
    }

    /**
     * What it is to compile a module.
     *
     * @throws io.sandglass.sandbox.engine.EngineRefusal if the engine does not take it
     */
    CompileCost cost(byte[] wasm) {
        long weight = CompileWeight.of(wasm, FuelRewriter.meter(validate(wasm)).wasm());
        return new CompileCost(weight, isHeavy(weight));
    }

    private boolean isHeavy(long weight) {
        return weight > how.childAboveBytes();
    }

    /** A module that can run, and how to name its functions. */
    record Compiled(EngineModule module, FunctionNames names) {}

    /**
     * Only checks it.
     *
     * @return the module without its custom sections
     * @throws io.sandglass.sandbox.engine.EngineRefusal if the engine does not take them
     */
    byte[] validate(byte[] wasm) {
        byte[] bare = CustomSections.without(wasm);
        engine.validate(bare);
        return bare;
    }

    private CodeDirectory.Entry entry(CodeDirectory kept, String digest) {
        return kept.entry(digest + "-" + engine.id() + "-fuel" + FuelRewriter.SCHEDULE);
    }

    /** Kept code was made of a module that was found valid, so that is not looked at again. */
    private Optional<Compiled> kept(CodeDirectory from, String digest, byte[] wasm) {
        return entry(from, digest).find().flatMap(found -> {
            Metered metered = FuelRewriter.meter(CustomSections.without(wasm));
            return KeptCode.read(found, metered.wasm())
                    .map(code -> engine.restore(metered.wasm(), code))
                    .map(module -> new Compiled(module, FunctionNames.of(wasm, metered)));
        });
    }

    private Optional<Compiled> here(String digest, byte[] wasm) {
        // The rewriter relies on a valid module, and the names it adds are safe only if the code was valid without
        // them.
        Metered metered = FuelRewriter.meter(validate(wasm));
        return isHeavy(CompileWeight.of(wasm, metered.wasm()))
                ? Optional.empty()
                : Optional.of(compiled(digest, wasm, metered));
    }

    private Compiled compiled(String digest, byte[] wasm, Metered metered) {
        EngineModule module = engine.compile(
                metered.wasm(),
                code -> cache.map(into -> entry(into, digest))
                        .ifPresent(place -> place.keep(KeptCode.write(code, metered.wasm()))));
        return new Compiled(module, FunctionNames.of(wasm, metered));
    }

    /**
     * The same in a process of its own. Code comes back through the cache, or through a directory that takes its place.
     *
     * @throws InvalidModule if it cannot be compiled
     */
    Compiled compileApart(String digest, byte[] wasm) throws IOException, InterruptedException {
        try (WorkDirectory work = WorkDirectory.create()) {
            Path kept = cache.flatMap(used -> directory).orElse(work.path().resolve("code"));
            new CompilerProcess(work, how).compile(engine, wasm, kept);
            return CodeDirectory.open(kept, CACHE_BYTES)
                    .flatMap(from -> kept(from, digest, wasm))
                    .orElseThrow(() -> new InvalidModule(
                            "the compiled code could not be kept in " + kept,
                            new IOException("nothing there"),
                            InvalidModule.Blame.HOST));
        }
    }
}
