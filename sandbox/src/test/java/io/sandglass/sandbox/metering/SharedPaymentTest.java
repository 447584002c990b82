package io.sandglass.sandbox.metering;

import static io.sandglass.sandbox.metering.MeteredRun.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who pays for a function and who counts its depth, when it is called by number, through a table, or from outside. */
class SharedPaymentTest {
    /** The small function costs 1 for entering and 3 for what it does; the other 1, 1 for its loop, 5 for each round, and 1. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (call $twice (local.get 0))                                       | 6 + 4
            (call $twice (call $twice (local.get 0)))                         | 10 + 8
            (call_indirect (type $unary) (local.get 0) (i32.const 0))         | 9 + 4
            (local.get 0) nop nop nop call $twice                             | 7 + 4
            (local.get 0) (i32.const 0) nop nop nop call_indirect (type $unary) | 10 + 4
            (call $both (local.get 0))                                        | 6 + 22
            (call $down (local.get 0))                                        | 6 + 18
            (call_indirect (type $unary) (local.get 0) (i32.const 1))         | 9 + 18
            """)
    void aFunctionCostsTheSameHoweverItIsCalled(String body, String price) {
        MeteredRun run = run(wasm(body), 3);

        assertThat(run.fuel()).isEqualTo(sum(price));
    }

    private static long sum(String price) {
        String[] parts = price.split(" \\+ ");
        return Long.parseLong(parts[0]) + Long.parseLong(parts[1]);
    }

    private static byte[] wasm(String body) {
        return TailCalls.assemble("""
                (module (type $unary (func (param i32) (result i32)))
                  (table 2 funcref) (elem (i32.const 0) $twice $down)
                  (func $twice (export "twice") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
                  (func $down (param i32) (result i32)
                    (loop $l (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                    (i32.const 1))
                  (func $both (param i32) (result i32)
                    (i32.add (call $twice (local.get 0)) (i32.const 1)) (drop) (call $twice (i32.const 1)))
                  (func (export "run") (param i32) (result i32) %s))
                """.formatted(body));
    }

    /** Each names the function in another kind of segment, or elsewhere; it is recursive, so that it takes depth. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(elem (i32.const 0) $down)",
                "(elem (table 0) (offset (i32.const 0)) func $down)",
                "(elem (i32.const 0) funcref (ref.func $down))",
                "(elem (table 0) (offset (i32.const 0)) funcref (item (ref.func $down)))",
                "(elem func $down) (start $fill) (func $fill (table.init 0 (i32.const 0) (i32.const 0) (i32.const 1)))",
                "(elem funcref (ref.func $down))"
                        + " (start $fill) (func $fill (table.init 0 (i32.const 0) (i32.const 0) (i32.const 1)))",
                "(elem declare func $down)"
                        + " (start $fill) (func $fill (table.set 0 (i32.const 0) (ref.func $down)))",
                "(global $it funcref (ref.func $down))"
                        + " (start $fill) (func $fill (table.set 0 (i32.const 0) (global.get $it)))",
            })
    void whatStandsInATableCanBeCalledThroughIt(String segment) {
        byte[] wasm = Wat2Wasm.parse("""
                (module (type $unary (func (param i32) (result i32)))
                  (table 1 funcref)
                  (func $down (param i32) (result i32) (local $twice i32)
                    (if (i32.eqz (local.get 0)) (then (return (i32.const 7))))
                    (local.set $twice (call $down (i32.sub (local.get 0) (i32.const 1))))
                    (i32.add (local.get $twice) (i32.const 1)))
                  (func (export "run") (param i32) (result i32)
                    (i32.add
                      (call_indirect (type $unary) (local.get 0) (i32.const 0))
                      (call $down (local.get 0))))
                  %s)
                """.formatted(segment));

        assertThat(run(wasm, 5).answer()).isEqualTo("[24]");
    }

    /** The standard wants a declaration, but engines do without it: here its section is cut out. */
    @Test
    void whatCodeRefersToPaysForItselfEvenUndeclared() {
        byte[] declared = Wat2Wasm.parse("""
                (module (type $unary (func (param i32) (result i32)))
                  (table 1 funcref) (elem declare func $down)
                  (func $down (param i32) (result i32)
                    (if (i32.eqz (local.get 0)) (then (return (i32.const 7))))
                    (call $down (i32.sub (local.get 0) (i32.const 1))))
                  (func (export "run") (param i32) (result i32)
                    (table.set 0 (i32.const 0) (ref.func $down))
                    (call_indirect (type $unary) (local.get 0) (i32.const 0))))
                """);

        MeteredRun undeclared = run(Cut.section(9, declared), 5);

        assertThat(undeclared.answer()).isEqualTo("[7]");
        assertThat(undeclared.fuel()).isEqualTo(run(declared, 5).fuel());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(call $down (i32.add (local.get 0) (i32.const 1)))",
                "(i32.add (local.get 0) (i32.const 1)) nop nop nop call $other",
                "(call_indirect (type $unary) (i32.add (local.get 0) (i32.const 1)) (i32.const 0))",
                "(call $other (i32.add (local.get 0) (i32.const 1)))",
            })
    void recursionEndsAtTheSameDepthHoweverItCalls(String call) {
        byte[] wasm = TailCalls.assemble("""
                (module (type $unary (func (param i32) (result i32)))
                  (table 1 funcref) (elem (i32.const 0) $down)
                  (global $levels (export "levels") (mut i32) (i32.const 0))
                  (func $note (global.set $levels (i32.add (global.get $levels) (i32.const 1))))
                  (func $down (param i32) (result i32) (call $note) %s)
                  (func $other (param i32) (result i32) (call $down (local.get 0)))
                  (func (export "run") (param i32) (result i32) (call $down (local.get 0))))
                """.formatted(call));

        MeteredRun run = run(wasm, 0);

        assertThat(run.depth()).isEqualTo(FuelRewriter.TOO_DEEP);
        int frames = call.contains("$other") ? 2 : 1;
        assertThat(run.global("levels"))
                .isBetween(BareModule.DEPTH / 2 / frames - 1L, BareModule.DEPTH / 2 / frames + 1L);
    }

    /** No function calls itself, but each calls the one before twice. */
    @Test
    void aTreeOfCallsWithoutRecursionRunsOutOfFuel() {
        StringBuilder text = new StringBuilder("(module (func $f0 (nop))");
        for (int i = 1; i < 60; i++) {
            text.append("(func $f%d (call $f%d) (call $f%d))".formatted(i, i - 1, i - 1));
        }
        byte[] wasm =
                Wat2Wasm.parse(text + "(func (export \"run\") (param i32) (result i32) (call $f59) (i32.const 1)))");

        MeteredRun run = run(wasm, 1, 1_000);

        assertThat(run.answer()).contains("unreachable");
        assertThat(run.fuel()).isBetween(1_000L, 4_000L);
    }

    @Test
    void whatCostsMuchAtOnceIsNotBegunWithoutFuel() {
        String dear = "(drop (i32.const 1))".repeat(3_000) + "(global.set $begun (i32.const 1))";
        byte[] wasm = Wat2Wasm.parse("""
                (module
                  (global $begun (export "begun") (mut i32) (i32.const 0))
                  (func (export "run") (param i32) (result i32)
                    (if (local.get 0) (then (global.set $begun (i32.const 1)) %s))
                    (i32.const 1)))
                """.formatted(dear));

        MeteredRun run = run(wasm, 1, 1_000);

        assertThat(run.answer()).contains("unreachable");
        assertThat(run.global("begun")).isZero();
    }

    @Test
    void aLongChainOfCallsCountsDepth() {
        StringBuilder text = new StringBuilder("(module (func $f0 (nop))");
        for (int i = 1; i < 12_000; i++) {
            text.append("(func $f%d (call $f%d))".formatted(i, i - 1));
        }
        byte[] wasm =
                Wat2Wasm.parse(text + "(func (export \"run\") (param i32) (result i32) (call $f11999) (i32.const 1)))");

        assertThat(run(wasm, 1).depth()).isEqualTo(FuelRewriter.TOO_DEEP);
    }

    /** Functions of the module keep their numbers; copies come behind them, and only where there are two ways to call. */
    @Test
    void onlyFunctionsThatAreCalledInTwoWaysHaveATwin() {
        byte[] wasm = Wat2Wasm.parse("""
                (module
                  (func $small (nop))
                  (func $exported (export "small") (nop))
                  (func $recursive (call $recursive) (call $small) (call $exported))
                  (func (export "run") (param i32) (result i32) (call $recursive) (i32.const 1)))
                """);

        WasmModule metered = Parser.parse(FuelRewriter.rewrite(wasm));

        assertThat(metered.functionSection().functionCount()).isEqualTo(5);
        assertThat(metered.exportSection().getExport(0).index()).isEqualTo(1);
    }
}
