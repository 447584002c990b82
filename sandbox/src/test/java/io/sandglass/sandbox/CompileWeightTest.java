package io.sandglass.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.metering.TailCalls;
import org.junit.jupiter.api.Test;

class CompileWeightTest {
    /** So much that it is compiled in a process of its own, where it may run out of memory alone. */
    private static final long LARGE = 2 << 20;

    @Test
    void manyLabelsAmongManyLocalsWeighMuch() {
        assertThat(CompileWeight.of(module(4_000, 10_000))).isGreaterThan(LARGE);
    }

    @Test
    void manyLabelsOrManyLocalsWeighWhatTheyAre() {
        assertThat(CompileWeight.of(module(4_000, 10))).isBetween(16_000L, 17_000L);
        assertThat(CompileWeight.of(module(100, 10_000))).isBetween(30_000L, 31_000L);
    }

    @Test
    void localsOfFunctionsWithTailCallsWeighWhatItTakesToClearThem() {
        byte[] wasm =
                TailCalls.assemble("(module (func $f (local %s) nop nop nop call $f))".formatted("i64 ".repeat(4_000)));

        assertThat(CompileWeight.of(wasm)).isBetween(48_000L, 49_000L);
    }

    private static byte[] module(int locals, int labels) {
        return Wat.module("(module (func (local %s) %s))".formatted("i64 ".repeat(locals), "(block)".repeat(labels)));
    }
}
