package io.sandglass.app;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Modules with much code. */
public final class LargeModules {
    private static final int BODY = 4_000;

    private LargeModules() {}

    /** A command of so many functions of 4,000 instructions each, of which the first is {@code _start}; none does anything. */
    public static byte[] of(int functions) {
        byte[] body = new byte[BODY + 2];
        Arrays.fill(body, (byte) 1); // nop
        body[0] = 0; // no locals
        body[BODY + 1] = 0x0B;
        ByteArrayOutputStream types = new ByteArrayOutputStream();
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        unsigned(types, functions);
        unsigned(code, functions);
        for (int i = 0; i < functions; i++) {
            types.write(0);
            unsigned(code, body.length);
            code.writeBytes(body);
        }
        ByteArrayOutputStream wasm = new ByteArrayOutputStream();
        wasm.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0});
        section(wasm, 3, types);
        wasm.writeBytes(new byte[] {7, 10, 1, 6, '_', 's', 't', 'a', 'r', 't', 0, 0});
        section(wasm, 10, code);
        return wasm.toByteArray();
    }

    private static void section(ByteArrayOutputStream wasm, int id, ByteArrayOutputStream content) {
        wasm.write(id);
        unsigned(wasm, content.size());
        wasm.writeBytes(content.toByteArray());
    }

    /** Writes a number as LEB128. */
    static void unsigned(ByteArrayOutputStream out, int value) {
        int left = value;
        while (left >= 0x80) {
            out.write(left & 0x7F | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }
}
