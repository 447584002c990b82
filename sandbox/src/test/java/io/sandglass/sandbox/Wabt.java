package io.sandglass.sandbox;

import com.dylibso.chicory.wabt.Wat2Wasm;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The validator of the WebAssembly Binary Toolkit, which shares no code with the engines nor with the sandbox. */
public final class Wabt {
    /** Large functions take it deep, deeper still before the JVM has compiled it. */
    private static final long ROOMY_STACK = 256L << 20;

    private Wabt() {}

    /** What is wrong with a module, if anything. The assembler reads a binary given as text, and validates it. */
    public static Optional<String> problem(byte[] wasm) {
        return CompletableFuture.supplyAsync(
                        () -> validate(wasm), step -> new Thread(null, step, "wabt", ROOMY_STACK).start())
                .join();
    }

    private static Optional<String> validate(byte[] wasm) {
        String bytes = "\\" + HexFormat.ofDelimiter("\\").formatHex(wasm);
        try {
            Wat2Wasm.parse("(module binary \"" + bytes + "\")");
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
