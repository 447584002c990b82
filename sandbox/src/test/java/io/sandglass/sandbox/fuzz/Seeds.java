package io.sandglass.sandbox.fuzz;

import io.sandglass.sandbox.Wat;
import io.sandglass.sandbox.metering.RandomProgram;
import io.sandglass.sandbox.policy.Bytes;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Modules to begin with. */
final class Seeds {
    private Seeds() {}

    static Stream<byte[]> modules() {
        Stream<byte[]> programs = LongStream.range(0, 8).mapToObj(seed -> Wat.module(RandomProgram.of(seed)));
        return Stream.concat(Stream.of(everything(), Bytes.module().get(), new byte[0]), programs);
    }

    /** Each section once, and one instruction of each kind. */
    private static byte[] everything() {
        return Wat.module("""
                (module
                  (import "wasi_snapshot_preview1" "fd_write" (func (param i32 i32 i32 i32) (result i32)))
                  (type $t (func (param i32 i32) (result i32)))
                  (table 3 funcref) (memory 1 2)
                  (global $g (mut i64) (i64.const -9223372036854775808))
                  (elem (i32.const 0) func $x) (elem $p funcref (ref.func $x)) (elem declare func $x)
                  (data $d "passive") (data (i32.const 0) "active")
                  (start $s) (func $s)
                  (func $x (export "_start") (param i32 i32) (result i32) (local i64 f64)
                    (block $b (result i32) (br_table $b $b (i32.const -2147483648) (local.get 0)))
                    (if (param i32) (result i32) (i32.const 1) (then) (else (drop) (i32.const 2)))
                    (drop (select (result i32) (i32.const 1) (i32.const 2) (i32.const 3)))
                    (drop (i32.trunc_sat_f64_u (f64.const 1.5)))
                    (memory.init $d (i32.const 0) (i32.const 0) (i32.const 1)) (data.drop $d)
                    (table.init $p (i32.const 0) (i32.const 0) (i32.const 1)) (elem.drop $p)
                    (drop (ref.is_null (ref.null extern))) (drop (table.size)) (drop (f32.const 1))
                    (loop $l (br_if $l (i32.eqz (i32.load offset=9 (i32.const 3)))))
                    (drop (call_indirect (type $t) (i32.const 1) (i32.const 2) (i32.const 0)))
                    (return (i32.extend8_s (i32.const 3)))))
                """);
    }
}
