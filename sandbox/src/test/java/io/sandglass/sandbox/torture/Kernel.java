package io.sandglass.sandbox.torture;

import io.sandglass.sandbox.Wat;
import java.util.List;

/**
 * A program and the fuel that it uses, on every engine, JVM and machine.
 *
 * @param fuel under schedule 4; another number means that the schedule has changed, and needs a new number itself
 */
record Kernel(String name, long fuel, byte[] wasm) {
    static List<Kernel> all() {
        return List.of(sieve(), calls(), floats(), bulk(), echo());
    }

    private static Kernel sieve() {
        return command("sieve", 77_630, """
                (local $i i32) (local $j i32)
                (local.set $i (i32.const 2))
                (loop $each
                  (if (i32.eqz (i32.load8_u (local.get $i))) (then
                    (local.set $j (i32.mul (local.get $i) (local.get $i)))
                    (block $out (loop $cross
                      (br_if $out (i32.ge_u (local.get $j) (i32.const 4000)))
                      (i32.store8 (local.get $j) (i32.const 1))
                      (local.set $j (i32.add (local.get $j) (local.get $i)))
                      (br $cross)))))
                  (local.set $i (i32.add (local.get $i) (i32.const 1)))
                  (br_if $each (i32.lt_u (local.get $i) (i32.const 64))))
                """);
    }

    private static Kernel calls() {
        return new Kernel("calls", 39_579, Wat.module("""
                (module
                  (type $step (func (param i64) (result i64)))
                  (table funcref (elem $twice $next $half))
                  (func $twice (param i64) (result i64) (i64.mul (local.get 0) (i64.const 2)))
                  (func $next (param i64) (result i64) (i64.add (local.get 0) (i64.const 1)))
                  (func $half (param i64) (result i64) (i64.div_u (local.get 0) (i64.const 2)))
                  (func $fib (param $n i32) (result i32)
                    (if (i32.lt_u (local.get $n) (i32.const 2)) (then (return (local.get $n))))
                    (i32.add (call $fib (i32.sub (local.get $n) (i32.const 1)))
                             (call $fib (i32.sub (local.get $n) (i32.const 2)))))
                  (func (export "_start") (local $i i32) (local $x i64)
                    (if (i32.ne (call $fib (i32.const 14)) (i32.const 377)) (then unreachable))
                    (loop $l
                      (local.set $x (call_indirect (type $step) (local.get $x) (i32.rem_u (local.get $i) (i32.const 3))))
                      (local.set $i (i32.add (local.get $i) (i32.const 1)))
                      (br_if $l (i32.lt_u (local.get $i) (i32.const 900))))))
                """));
    }

    private static Kernel floats() {
        return command("floats", 25_002, """
                (local $i i32) (local $x f64)
                (loop $l
                  (local.set $x (f64.sqrt (f64.add (f64.mul (local.get $x) (f64.const 1.5)) (f64.const 0.25))))
                  (if (f64.gt (local.get $x) (f64.const 1.75)) (then (local.set $x (f64.neg (local.get $x))))
                    (else (local.set $x (f64.abs (local.get $x)))))
                  (local.set $i (i32.add (local.get $i) (i32.const 1)))
                  (br_if $l (i32.lt_u (local.get $i) (i32.const 1000))))
                """);
    }

    private static Kernel bulk() {
        return command("bulk", 39_434, """
                (local $i i32)
                (drop (memory.grow (i32.const 3)))
                (loop $l
                  (memory.fill (local.get $i) (i32.const 7) (i32.const 5000))
                  (memory.copy (i32.const 66000) (local.get $i) (i32.mul (local.get $i) (i32.const 11)))
                  (local.set $i (i32.add (local.get $i) (i32.const 1)))
                  (br_if $l (i32.lt_u (local.get $i) (i32.const 100))))
                """);
    }

    /** Reads its input and writes it back. */
    private static Kernel echo() {
        return new Kernel("echo", 1_236, Wat.wasiCommand("", """
                (i32.store (i32.const 65540) (i32.const 100))
                (loop $l
                  (drop (call $read (i32.const 0) (i32.const 65536) (i32.const 1) (i32.const 65544)))
                  (if (i32.load (i32.const 65544)) (then
                    (call $print (i32.const 0) (i32.load (i32.const 65544)))
                    (i32.store (i32.const 65540) (i32.const 100))
                    (br $l))))
                """));
    }

    private static Kernel command(String name, long fuel, String body) {
        return new Kernel(name, fuel, Wat.command(body));
    }

    @Override
    public String toString() {
        return name;
    }
}
