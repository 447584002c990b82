package io.sandglass.sandbox.metering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that call themselves last go round as often as their fuel lasts, and see nothing of the rounds before. */
class TailCallTest {
    private static final int ROUNDS = 50_000;

    /** With and without a loop of their own, and calls: fuel is in a local, or not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nop",
                "(loop $l (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 3))))",
                "(call_indirect (i32.const 0))",
            })
    void takeNoDepth(String each) {
        byte[] wasm = TailCalls.assemble("""
                (module (table funcref (elem $leaf)) (func $leaf)
                  (func $sum (param $n i32) (param $sum i64) (result i32 i64) (local $i i32) (local $f f64) (local $r funcref)
                    (if (local.get $i) (then unreachable))
                    (if (f64.ne (local.get $f) (f64.const 0)) (then unreachable))
                    (if (i32.eqz (ref.is_null (local.get $r))) (then unreachable))
                    (local.set $f (f64.const 1)) (local.set $r (table.get (i32.const 0)))
                    %s
                    (local.set $i (i32.const 1))
                    (block (if (i32.eqz (local.get $n)) (then (return (i32.const 7) (local.get $sum)))))
                    (if (i32.eq (local.get $n) (i32.const -1)) (then (i32.const 1) (i64.const 1) (br 1)))
                    (i32.const 99)
                    (i32.sub (local.get $n) (i32.const 1)) (i64.add (local.get $sum) (i64.extend_i32_u (local.get $n)))
                    nop nop nop call $sum
                    (return))
                  (func (export "run") (param i32) (result i32)
                    (call $sum (local.get 0) (i64.const 0)) (i32.wrap_i64) (i32.add)))
                """.formatted(each));

        MeteredRun run = MeteredRun.run(wasm, ROUNDS);

        assertThat(run.answer()).isEqualTo("[" + (7 + ROUNDS * (ROUNDS + 1L) / 2) + "]");
        assertThat(run.fuel()).isGreaterThan(ROUNDS * 20L);
    }

    @Test
    void maybeCalledFromOutsideAsWell() {
        byte[] wasm = TailCalls.assemble("""
                (module (func $run (export "run") (param i32) (result i32)
                  (if (i32.eqz (local.get 0)) (then (return (i32.const 5))))
                  (i32.sub (local.get 0) (i32.const 1)) nop nop nop call $run))
                """);

        assertThat(MeteredRun.run(wasm, ROUNDS).answer()).isEqualTo("[5]");
        assertThat(MeteredRun.run(wasm, -1, 10_000).answer()).contains("unreachable");
    }

    @Test
    void payAsForACall() {
        byte[] wasm = TailCalls.assemble("""
                (module (func $down (param i32) (result i32)
                  (if (i32.eqz (local.get 0)) (then (return (i32.const 5))))
                  (i32.sub (local.get 0) (i32.const 1)) nop nop nop call $down)
                  (func (export "run") (param i32) (result i32) (call $down (local.get 0))))
                """);
        byte[] plain = TailCalls.assemble("""
                (module (func $down (param i32) (result i32)
                  (if (i32.eqz (local.get 0)) (then (return (i32.const 5))))
                  (i32.sub (local.get 0) (i32.const 1)) nop nop call $down)
                  (func (export "run") (param i32) (result i32) (call $down (local.get 0))))
                """);

        assertThat(MeteredRun.run(wasm, 100).fuel())
                .isEqualTo(MeteredRun.run(plain, 100).fuel());
    }
}
