package io.sandglass.sandbox.torture;

import static io.sandglass.sandbox.torture.Hostile.module;

import io.sandglass.sandbox.SandboxLimits;
import java.util.stream.Stream;

/** Guests that call and never return. */
final class Depths {
    private static final String STACK = "STACK_LIMIT stack-limit";

    private Depths() {}

    static Stream<Hostile> all() {
        return Stream.of(
                module("rec_direct", STACK, "(func $f (export \"_start\") (call $f))"),
                module("rec_indirect", STACK, """
                        (table funcref (elem $f)) (func $f (export "_start") (call_indirect (i32.const 0)))"""),
                module("rec_mutual", STACK, """
                        (func $f (export "_start") (call $g)) (func $g (call $f))"""),
                module("rec_biglocals", STACK, """
                        (func $f (param i64) (result i64) (local %s)
                          (i64.add (call $f (local.get 0)) (local.get 900)))
                        (func (export "_start") (drop (call $f (i64.const 1))))
                        """.formatted("i64 ".repeat(1_000))),
                module("trap_at_depth", "TRAP unreachable", """
                        (func $leaf) (func (export "_start") (call $leaf) unreachable)""").within(SandboxLimits.DEFAULTS.withStackUnits(1)),
                module("rec_operands", STACK, """
                        (func $f (export "_start") %s (call $f) %s)
                        """.formatted("(i64.const 7) ".repeat(1_000), "(drop) ".repeat(1_000)))
                        .within(SandboxLimits.DEFAULTS.withFuelUnits(50_000_000)),
                // Compilers to machine code give each value that outlives a call a place of its own in the frame.
                module("rec_spills", STACK, """
                        (global $g (mut i64) (i64.const 1)) (global $z (mut i32) (i32.const 0))
                        (table funcref (elem $n)) (func $n (call_indirect (i32.const 0)))
                        (func $f (export "_start") %s (call $f))
                        """.formatted("""
                        (if (global.get $z) (then
                          (global.get $g) (global.get $g) (global.get $g) (call $n) i64.add i64.add (global.set $g)))
                        """.repeat(120))));
    }
}
