package io.sandglass.sandbox;

import java.util.HexFormat;
import java.util.List;

/**
 * A tiny command, compiled and run so that the classes of the engine and its compiler are loaded before the first guest
 * that somebody waits for.
 */
final class WarmUp {
    /**
     * {@code (module (memory 1) (func $f (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
     * (func (export "_start") (local i32) (loop $l (i32.store (i32.const 0) (local.get 0)) (br_if $l (i32.lt_u
     * (local.tee 0 (call $f (local.get 0))) (i32.const 100))))))}.
     */
    private static final String WASM = String.join(
            "",
            List.of(
                    "0061736d01000000", // header
                    "0109" + "0260017f017f600000", // types
                    "0303" + "020001", // functions
                    "0503" + "010001", // memory
                    "070a" + "01065f73746172740001", // export _start
                    "0a24" + "02", // code
                    "07" + "002000" + "41016a" + "0b",
                    "1a" + "01017f" + "0340" + "41002000360200" + "20001000" + "2200" + "41e400" + "490d00" + "0b0b"));

    private WarmUp() {}

    static byte[] module() {
        return HexFormat.of().parseHex(WASM);
    }
}
