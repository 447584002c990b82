package io.sandglass.sandbox.metering;

import com.dylibso.chicory.wabt.Wat2Wasm;

/** Text with tail calls, which the assembler does not know: a call behind three {@code nop} becomes one. */
public final class TailCalls {
    private static final int CALL = 0x10;
    private static final int CALL_INDIRECT = 0x11;
    private static final int TO_TAIL = 2;

    private TailCalls() {}

    /** The binary of a whole module. */
    public static byte[] assemble(String text) {
        byte[] wasm = Wat2Wasm.parse(text);
        for (int i = 3; i < wasm.length; i++) {
            boolean marked = wasm[i - 3] == 1 && wasm[i - 2] == 1 && wasm[i - 1] == 1;
            if (marked && (wasm[i] == CALL || wasm[i] == CALL_INDIRECT)) {
                wasm[i] += TO_TAIL;
            }
        }
        return wasm;
    }
}
