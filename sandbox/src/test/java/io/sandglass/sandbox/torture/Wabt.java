package io.sandglass.sandbox.torture;

import com.dylibso.chicory.wabt.Wat2Wasm;
import java.util.HexFormat;
import java.util.Optional;

/** The validator of the WebAssembly Binary Toolkit, which shares no code with the engines nor with the sandbox. */
final class Wabt {
    private Wabt() {}

    /** What is wrong with a module, if anything. The assembler reads a binary given as text, and validates it. */
    static Optional<String> problem(byte[] wasm) {
        String bytes = "\\" + HexFormat.ofDelimiter("\\").formatHex(wasm);
        try {
            Wat2Wasm.parse("(module binary \"" + bytes + "\")");
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
