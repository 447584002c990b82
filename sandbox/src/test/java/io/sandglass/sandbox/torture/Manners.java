package io.sandglass.sandbox.torture;

import static io.sandglass.sandbox.torture.Hostile.module;
import static io.sandglass.sandbox.torture.Hostile.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.Wat;
import java.util.stream.Stream;

/** Guests that mean well; what they see must not depend on the engine, nor on who ran before. */
final class Manners {
    private Manners() {}

    static Stream<Hostile> all() {
        return Stream.of(exits(), repeatable(), Stream.of(deepBranches())).flatMap(cases -> cases);
    }

    /** As deep, and with branches as far, as the static policy lets through: to be loaded and run, and soon. */
    private static Hostile deepBranches() {
        return of(
                "branches_deep",
                "OK",
                Binary.command("02 40 ".repeat(4_095) + "0C FF 1F ".repeat(48_000) + "0B ".repeat(4_094) + "0B"));
    }

    private static Stream<Hostile> exits() {
        return Stream.of(
                of("exit_0", "OK", Wat.wasiCommand("", "(call $exit (i32.const 0)) unreachable")),
                of("exit_codes", "EXIT_NONZERO 7", Wat.wasiCommand("", "(call $exit (i32.const 7)) unreachable")),
                of("exit_75", "EXIT_NONZERO 75", Wat.wasiCommand("", "(call $exit (i32.const 75))")),
                of("exit_in_nested", "EXIT_NONZERO 9", Wat.wasiCommand("""
                        (func $f (param $n i32)
                          (if (local.get $n) (then (call $f (i32.sub (local.get $n) (i32.const 1)))))
                          (call $exit (i32.const 9)))""", "(call $f (i32.const 50))")),
                module("unknown_import", "LINK_ERROR env.hack is not offered; wasi_snapshot_preview1.fd_explode", """
                        (import "env" "hack" (func)) (import "wasi_snapshot_preview1" "fd_explode" (func))
                        (func (export "_start"))"""),
                module("no_start", "LINK_ERROR _start", "(func (export \"main\"))"));
    }

    private static Stream<Hostile> repeatable() {
        return Stream.of(
                module("state_leak", "OK", """
                        (memory 1) (global $g (mut i32) (i32.const 0)) (data $d "abcd") (table $t 3 funcref)
                        (elem $e funcref (ref.func $f)) (func $f)
                        (func (export "_start")
                          (if (global.get $g) (then unreachable))
                          (if (i32.load (i32.const 0)) (then unreachable))
                          (if (i32.eqz (ref.is_null (table.get $t (i32.const 0)))) (then unreachable))
                          (memory.init $d (i32.const 0) (i32.const 0) (i32.const 4)) (data.drop $d)
                          (table.init $t $e (i32.const 0) (i32.const 0) (i32.const 1)) (elem.drop $e)
                          (global.set $g (i32.const 1)))"""),
                module("determinism", "OK", """
                        (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
                        (import "wasi_snapshot_preview1" "clock_time_get" (func $clock (param i32 i64 i32) (result i32)))
                        (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                        (memory 1) (data (i32.const 128) "\\00\\00\\00\\00\\40\\00\\00\\00")
                        (func (export "_start") (local $i i32) (local $x f64)
                          (drop (call $random (i32.const 0) (i32.const 16)))
                          (drop (call $clock (i32.const 0) (i64.const 1) (i32.const 16)))
                          (local.set $x (f64.const 0.1))
                          (loop $l
                            (local.set $x (f64.sqrt (f64.add (f64.mul (local.get $x) (f64.const 3.7)) (f64.const 1e-7))))
                            (f32.store (i32.const 24) (f32.demote_f64 (local.get $x)))
                            (local.set $i (i32.add (local.get $i) (i32.const 1)))
                            (br_if $l (i32.lt_u (local.get $i) (i32.const 1000))))
                          (f64.store (i32.const 32) (local.get $x))
                          (drop (call $write (i32.const 1) (i32.const 128) (i32.const 1) (i32.const 136))))""")
                        .and(result -> assertThat(result.stdout()).hasSize(64)),
                module("nan_bits", "OK", """
                        (memory 1)
                        (func (export "_start")
                          (f32.store (i32.const 0) (f32.const 0))
                          (f32.store (i32.const 4) (f32.div (f32.load (i32.const 0)) (f32.load (i32.const 0))))
                          (if (f32.eq (f32.load (i32.const 4)) (f32.load (i32.const 4))) (then unreachable))
                          (if (i32.ne (i32.and (i32.load (i32.const 4)) (i32.const 0x7fffffff)) (i32.const 0x7fc00000))
                            (then unreachable)))"""));
    }
}
