package io.sandglass.sandbox.engine.endive;

import io.sandglass.sandbox.engine.EngineModule;
import io.sandglass.sandbox.engine.EngineRefusal;
import io.sandglass.sandbox.engine.WasmEngine;
import java.io.ByteArrayInputStream;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import run.endive.compiler.Cache;
import run.endive.compiler.InterpreterFallback;
import run.endive.compiler.MachineFactoryCompiler;
import run.endive.runtime.InterpreterMachine;
import run.endive.wasm.Parser;
import run.endive.wasm.Version;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.WasmModule;

/** Endive in compiled mode: WebAssembly functions become JVM methods. */
public final class EndiveEngine implements WasmEngine {
    private static final String ID = "endive-" + Version.version();

    /** Called by {@link java.util.ServiceLoader}. */
    public EndiveEngine() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void validate(byte[] wasm) {
        guarded(() -> parse(wasm, true));
    }

    @Override
    public EngineModule compile(byte[] wasm, Consumer<byte[]> keep) {
        return guarded(() -> machine(parse(wasm, true), null, keep));
    }

    @Override
    public EngineModule restore(byte[] wasm, byte[] code) {
        return guarded(() -> machine(parse(wasm, false), code, fresh -> {}));
    }

    @Override
    public EngineModule interpret(byte[] wasm) {
        return guarded(() -> new EndiveModule(parse(wasm, true), InterpreterMachine::new));
    }

    private static WasmModule parse(byte[] wasm, boolean validate) {
        return Parser.builder().withValidation(validate).build().parse(() -> new ByteArrayInputStream(wasm));
    }

    private static EngineModule machine(WasmModule module, byte @Nullable [] code, Consumer<byte[]> keep) {
        var machine = MachineFactoryCompiler.builder(module)
                .withInterpreterFallback(InterpreterFallback.SILENT)
                .withCache(new Cache() {
                    @Override
                    public byte @Nullable [] get(String digest) {
                        return code;
                    }

                    @Override
                    public void putIfAbsent(String digest, byte[] data) {
                        keep.accept(data);
                    }
                })
                .compile();
        return new EndiveModule(module, machine);
    }

    /** The parser answers some malformed bytes with whatever exception its own code ran into. */
    private static <T> T guarded(Supplier<T> step) {
        try {
            return step.get();
        } catch (WasmEngineException e) {
            throw new EngineRefusal(Problems.describe(e), e);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new EngineRefusal("the engine cannot take it (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
