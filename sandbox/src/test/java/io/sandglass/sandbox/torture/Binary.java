package io.sandglass.sandbox.torture;

import io.sandglass.sandbox.policy.Bytes;
import java.util.HexFormat;

/** Modules that the assembler cannot write. */
final class Binary {
    private Binary() {}

    /** A command of one function without locals, whose body is given in hexadecimal. */
    static byte[] command(String instructions) {
        Bytes body = Bytes.of(0);
        for (byte one : HexFormat.ofDelimiter(" ").parseHex(instructions)) {
            body.raw(one);
        }
        return Bytes.module()
                .section(1, Bytes.of(1, 0x60, 0, 0))
                .section(3, Bytes.of(1, 0))
                .section(7, Bytes.of(1).name("_start").raw(0, 0))
                .section(10, Bytes.of(1).sized(body.raw(0x0B)))
                .get();
    }
}
