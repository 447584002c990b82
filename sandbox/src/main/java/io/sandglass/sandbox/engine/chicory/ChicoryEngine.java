package io.sandglass.sandbox.engine.chicory;

import com.dylibso.chicory.compiler.Cache;
import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.Version;
import com.dylibso.chicory.wasm.WasmModule;
import io.sandglass.sandbox.engine.CompiledCode;
import io.sandglass.sandbox.engine.EngineModule;
import io.sandglass.sandbox.engine.EngineRefusal;
import io.sandglass.sandbox.engine.WasmEngine;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import java.util.function.Function;

/** Chicory in compiled mode: WebAssembly functions become JVM methods. */
public final class ChicoryEngine implements WasmEngine {
    private static final String ID = "chicory-" + Version.version();

    /** Called by {@link java.util.ServiceLoader}. */
    public ChicoryEngine() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public EngineModule load(byte[] wasm, CompiledCode cache) {
        try {
            Optional<byte[]> code = cache.find();
            // Code is kept only for modules that were found valid, so they are not validated again.
            WasmModule module =
                    Parser.builder().withValidation(code.isEmpty()).build().parse(() -> new ByteArrayInputStream(wasm));
            return new ChicoryModule(module, machine(module, code, cache));
        } catch (ChicoryException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | NullPointerException
                | NegativeArraySizeException
                | ClassCastException
                | LinkageError e) {
            // The parser answers some malformed bytes with whatever exception its own code ran into.
            throw new EngineRefusal(Problems.describe(e), e);
        }
    }

    private static Function<Instance, Machine> machine(WasmModule module, Optional<byte[]> code, CompiledCode cache) {
        return MachineFactoryCompiler.builder(module)
                .withInterpreterFallback(InterpreterFallback.SILENT)
                .withCache(new Cache() {
                    @Override
                    public byte @org.jspecify.annotations.Nullable [] get(String digest) {
                        return code.orElse(null);
                    }

                    @Override
                    public void putIfAbsent(String digest, byte[] data) {
                        cache.keep(data);
                    }
                })
                .compile();
    }
}
