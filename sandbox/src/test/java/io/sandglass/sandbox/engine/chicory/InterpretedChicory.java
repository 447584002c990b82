package io.sandglass.sandbox.engine.chicory;

import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.Version;
import io.sandglass.sandbox.engine.EngineModule;
import io.sandglass.sandbox.engine.WasmEngine;
import java.util.List;
import java.util.function.Consumer;

/** Chicory without its compiler: what the shipped engine falls back to for functions too large for a JVM method. */
public final class InterpretedChicory implements WasmEngine {
    private final WasmEngine compiled = new ChicoryEngine();

    @Override
    public String id() {
        return "interpreted-chicory-" + Version.version();
    }

    @Override
    public List<Class<?>> parts() {
        return compiled.parts();
    }

    @Override
    public void validate(byte[] wasm) {
        compiled.validate(wasm);
    }

    @Override
    public EngineModule compile(byte[] wasm, Consumer<byte[]> keep) {
        return interpret(wasm);
    }

    @Override
    public EngineModule interpret(byte[] wasm) {
        return new ChicoryModule(Parser.parse(wasm), InterpreterMachine::new);
    }

    @Override
    public EngineModule restore(byte[] wasm, byte[] code) {
        return compile(wasm, fresh -> {});
    }
}
