package io.sandglass.sandbox.engine.chicory;

import com.dylibso.chicory.compiler.Cache;
import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.Version;
import com.dylibso.chicory.wasm.WasmModule;
import io.sandglass.sandbox.engine.EngineModule;
import io.sandglass.sandbox.engine.EngineRefusal;
import io.sandglass.sandbox.engine.WasmEngine;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.commons.InstructionAdapter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.util.CheckClassAdapter;

/** Chicory in compiled mode: WebAssembly functions become JVM methods. */
public final class ChicoryEngine implements WasmEngine {
    private static final String ID = "chicory-" + Version.version();

    /** One of each JAR file: Chicory is three, and its compiler stands on five of ASM. */
    private static final List<Class<?>> PARTS = List.of(
            Parser.class,
            InterpreterMachine.class,
            MachineFactoryCompiler.class,
            ClassWriter.class,
            InstructionAdapter.class,
            CheckClassAdapter.class,
            ClassNode.class,
            Analyzer.class);

    /** Called by {@link java.util.ServiceLoader}. */
    public ChicoryEngine() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Class<?>> parts() {
        return PARTS;
    }

    @Override
    public void validate(byte[] wasm) {
        parsed(wasm, true);
    }

    @Override
    public EngineModule compile(byte[] wasm, Consumer<byte[]> keep) {
        return compiled(parsed(wasm, true), null, keep);
    }

    @Override
    public EngineModule restore(byte[] wasm, byte[] code) {
        return compiled(parsed(wasm, false), code, fresh -> {});
    }

    @Override
    public EngineModule interpret(byte[] wasm) {
        return new ChicoryModule(parsed(wasm, true), InterpreterMachine::new);
    }

    /** The parser answers some malformed bytes with whatever exception its own code ran into. */
    private static WasmModule parsed(byte[] wasm, boolean validate) {
        try {
            return Parser.builder().withValidation(validate).build().parse(() -> new ByteArrayInputStream(wasm));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new EngineRefusal("the bytes are not a valid module: " + reason(e), e);
        }
    }

    /** What is valid may still be more than fits a class of the JVM. */
    private static EngineModule compiled(WasmModule module, byte @Nullable [] code, Consumer<byte[]> keep) {
        try {
            return machine(module, code, keep);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new EngineRefusal("the module is valid, but cannot be compiled: " + reason(e), e);
        }
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
        return new ChicoryModule(module, machine);
    }

    private static String reason(Throwable refusal) {
        return refusal instanceof ChicoryException
                ? Problems.describe(refusal)
                : "the engine cannot take it (" + refusal.getClass().getSimpleName() + ")";
    }
}
