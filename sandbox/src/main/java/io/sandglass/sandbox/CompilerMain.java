package io.sandglass.sandbox;

import io.sandglass.sandbox.engine.WasmEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What runs in a compiling process: reads a module from standard input and leaves its code in a directory. */
final class CompilerMain {
    static final int DONE = 0;
    static final int REFUSED = 65;
    static final int TOOK_TOO_MUCH = 69;
    static final int BROKEN = 70;

    private CompilerMain() {}

    /** @param args the engine, the directory, the time limit */
    public static void main(String[] args) {
        Runtime.getRuntime().halt(code(args)); // what still compiles must not keep the process
    }

    private static int code(String[] args) {
        try {
            compile(args[0], Path.of(args[1]), Duration.parse(args[2]));
            return DONE;
        } catch (InvalidModule e) {
            return say(String.valueOf(e.getMessage()), code(e));
        } catch (Throwable broken) { // an exit code must come of it, whatever it is
            return say(broken.toString(), BROKEN);
        }
    }

    static int code(InvalidModule refusal) {
        if (refusal.hostFailed()) {
            return BROKEN;
        }
        return refusal.mayPass() ? TOOK_TOO_MUCH : REFUSED;
    }

    private static void compile(String engine, Path kept, Duration limit) throws IOException {
        byte[] wasm = System.in.readAllBytes();
        Compiling here = Compiling.DEFAULTS.withLimit(limit).withoutChild();
        ModuleCompiler compiler = new ModuleCompiler(WasmEngine.named(engine), here, Optional.of(kept));
        new Compilation(limit, 1).await(() -> compiler.compile(Digests.sha256(wasm), wasm));
    }

    private static int say(String message, int code) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        System.err.write(bytes, 0, bytes.length);
        System.err.flush();
        return code;
    }
}
