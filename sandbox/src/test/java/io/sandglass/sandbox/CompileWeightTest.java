package io.sandglass.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.metering.FuelRewriter;
import io.sandglass.sandbox.metering.TailCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompileWeightTest {
    /** So much that it is compiled in a process of its own, where it may run out of memory alone. */
    private static final long LARGE = 2 << 20;

    @Test
    void manyLabelsAmongManyLocalsWeighMuch() {
        assertThat(ofMetered(module(4_000, 10_000))).isGreaterThan(LARGE);
    }

    @Test
    void manyLabelsOfManyFunctionsAddUp() {
        String function = "(func (local %s) %s)".formatted("i64 ".repeat(1_000), "(block)".repeat(1_000));

        assertThat(ofMetered(Wat.module("(module " + function.repeat(10) + ")")))
                .isGreaterThan(LARGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(block)",
                "(loop)",
                "(if (i32.const 0) (then))",
                "(if (i32.const 0) (then) (else))",
                "(block (br 0))",
                "(block (br_if 0 (i32.const 0)))",
                "(block (br_table 0 0 0 (i32.const 0)))",
                "(drop (select (i32.const 1) (i32.const 2) (i32.const 3)))",
                "(call_indirect (i32.const 0))",
                "(memory.fill (i32.const 0) (i32.const 0) (i32.const 0))",
            })
    void manyLabelsAmongManyOperandsWeighMuch(String label) {
        String body = "(i64.const 0)".repeat(10_000) + label.repeat(1_000) + "(drop)".repeat(10_000);
        byte[] wasm = Wat.module("(module (memory 1) (table 1 funcref) (func " + body + "))");

        assertThat(CompileWeight.of(wasm)).isLessThan(200_000);
        assertThat(ofMetered(wasm)).isGreaterThan(LARGE);
    }

    @Test
    void manyLabelsOrManyLocalsWeighWhatTheyAre() {
        assertThat(CompileWeight.of(module(4_000, 10))).isBetween(16_000L, 17_000L);
        assertThat(CompileWeight.of(module(100, 10_000))).isBetween(30_000L, 31_000L);
        assertThat(ofMetered(module(4_000, 10))).isBetween(16_000L, 17_500L);
    }

    @Test
    void localsOfFunctionsWithTailCallsWeighWhatItTakesToClearThem() {
        byte[] wasm =
                TailCalls.assemble("(module (func $f (local %s) nop nop nop call $f))".formatted("i64 ".repeat(4_000)));

        assertThat(CompileWeight.of(wasm)).isBetween(48_000L, 49_000L);
    }

    private static long ofMetered(byte[] wasm) {
        return CompileWeight.of(wasm, FuelRewriter.rewrite(wasm));
    }

    private static byte[] module(int locals, int labels) {
        return Wat.module("(module (func (local %s) %s))".formatted("i64 ".repeat(locals), "(block)".repeat(labels)));
    }
}
