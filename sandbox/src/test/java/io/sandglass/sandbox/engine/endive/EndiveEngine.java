package io.sandglass.sandbox.engine.endive;

import io.sandglass.sandbox.engine.EngineModule;
import io.sandglass.sandbox.engine.WasmEngine;
import io.sandglass.sandbox.engine.chicory.ChicoryEngine;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import run.endive.wasm.Version;

/** Endive in compiled mode: the adapter of Chicory, with the names of Endive in its place. */
public final class EndiveEngine implements WasmEngine {
    private final WasmEngine adapter = create();

    private static WasmEngine create() {
        try {
            return new RenamedAdapter()
                    .loadClass(ChicoryEngine.class.getName())
                    .asSubclass(WasmEngine.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the adapter of Chicory does not fit Endive", e);
        }
    }

    @Override
    public String id() {
        return "endive-" + Version.version();
    }

    /** Those that the adapter names, as it was loaded: of Endive, and of ASM. Chicory's own class makes the adapter. */
    @Override
    public List<Class<?>> parts() {
        return Stream.of(adapter.parts(), new ChicoryEngine().parts())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void validate(byte[] wasm) {
        adapter.validate(wasm);
    }

    @Override
    public EngineModule compile(byte[] wasm, Consumer<byte[]> keep) {
        return adapter.compile(wasm, keep);
    }

    @Override
    public EngineModule interpret(byte[] wasm) {
        return adapter.interpret(wasm);
    }

    @Override
    public EngineModule restore(byte[] wasm, byte[] code) {
        return adapter.restore(wasm, code);
    }
}
