package io.sandglass.sandbox.metering;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.Wat;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** How far a guest gets beyond its fuel: each step counts itself in a global, and is paid for by itself. */
class UncheckedUnitsTest {
    private static final long FUEL = 5_000;
    private static final long STEP = 900;
    private static final String COUNT =
            "(global.set $steps (i32.add (global.get $steps) (i32.const 1)))" + "(drop (i32.const 0))".repeat(440);

    /** Takes all the units that may be paid without a look, and no caller pays for it. */
    private static final String MUCH = "(func $much (block (br_if 0 (global.get $no)) "
            + "(call $step) (br_if 0 (global.get $no))".repeat(16) + "))";

    /** Returns with a step that nobody looked at, and no caller pays for it. */
    private static final String SOME =
            "(func $some (br_if 0 (global.get $no)) (call $step) (br_if 0 (global.get $no)))";

    /** Callers pay for {@code $step}, whole. */
    private static final String MODULE = """
            (module
              %%s
              (global $steps (export "steps") (mut i32) (i32.const 0))
              (global $yes (mut i32) (i32.const 1))
              (global $no (mut i32) (i32.const 0))
              (func $step %s)
              %%s)
            """.formatted(COUNT);

    @Test
    void straightCodeThatMayLeaveAtAnyTimeIsLookedAt() {
        assertStopsSoon(function("(call $step) (br_if 0 (global.get $no))".repeat(2_000)));
    }

    @Test
    void bothWaysOfABranchAreLookedAt() {
        String either = "(if (global.get $yes) (then (call $step)) (else (call $step) (call $step)))";
        assertStopsSoon(function(either.repeat(2_000)));
        assertStopsSoon(function(either.replace("$yes", "$no").repeat(1_000)));
    }

    @Test
    void aWayAroundALookIsNotTakenForOne() {
        String around = """
                (block (br_if 0 (global.get $yes)) (loop (nop)))
                (block (block (br_table 0 1 0 (global.get $yes))) (loop (nop)))
                (call $step)
                """;
        assertStopsSoon(function(around.repeat(1_000)));
    }

    @Test
    void theWayBackOutOfManyCallsIsLookedAt() {
        assertStopsSoon("""
                (func $down (param i32)
                  (block (br_if 0 (i32.eqz (local.get 0))) (call $down (i32.sub (local.get 0) (i32.const 1))))
                  (call $step) (br_if 0 (global.get $no)))
                (func (export "run") (param i32) (result i32)
                  (if (global.get $no) (then (loop $l (br $l))))
                  (call $down (i32.const 200)) (i32.const 1))
                """);
    }

    @Test
    void manyCallsInARowAreLookedBetween() {
        assertStopsSoon(MUCH + function("(call $much)".repeat(300)));
    }

    @Test
    void manyCallsInARowAreLookedBetweenWhereverTheyStand() {
        String inside = "(if (global.get $yes) (then %s))".formatted("(call $much)".repeat(300));
        assertStopsSoon(MUCH + function(inside));
        assertStopsSoon(MUCH + function("(loop %s)".formatted("(call $much)".repeat(300))));
    }

    @Test
    void manyIndirectCallsInARowAreLookedBetween() {
        String table = "(table funcref (elem $much))";
        assertStopsSoon(MUCH + table + function("(call_indirect (i32.const 0))".repeat(300)));
    }

    @Test
    void unitsThatFunctionsReturnWithAddUp() {
        assertStopsSoon(SOME + function("(call $some)".repeat(300)));
        assertStopsSoon(SOME + function("(if (global.get $yes) (then (call $some) (call $some)))".repeat(500)));
        assertStopsSoon(SOME + function("(loop $l (call $some) (call $some) (br_if $l (global.get $yes)))"));
    }

    @Test
    void aWayOutOfAFunctionAroundALookIsNotTakenForOne() {
        String[] ways = {
            "(call $step) (br_if 0 (global.get $yes)) (loop (nop))",
            "(call $step) (if (global.get $yes) (then (return))) (loop (nop))",
            "(call $step) (br_if 0 (global.get $no)) (block (br_table 0 1 0 (global.get $yes))) (loop (nop))",
            "(call $step) (block (br_if 1 (global.get $yes)) (loop (nop)) (return)) (call $step)",
            "(call $step) (if (global.get $no) (then (unreachable))) (return) (loop (nop)) (call $around)",
        };
        for (String way : ways) {
            String around = "(func $around (br_if 0 (global.get $no)) " + way + ")"; // or callers pay for the step
            assertStopsSoon(around + function("(call $around)".repeat(300)));
        }
    }

    @Test
    void theWayBackOutOfFunctionsThatCallEachOtherIsLookedAt() {
        String one = """
                (func $f%d (param i32)
                  (block (br_if 0 (i32.eqz (local.get 0))) (call $f%d (i32.sub (local.get 0) (i32.const 1))))
                  (call $step) (br_if 0 (global.get $no)))
                """;
        for (int functions : new int[] {2, 3, 20, 100}) {
            StringBuilder cycle = new StringBuilder();
            for (int i = 0; i < functions; i++) {
                cycle.append(one.formatted(i, (i + 1) % functions));
            }
            assertStopsSoon(cycle + function("(call $f0 (i32.const 400))"));
        }
    }

    @Test
    void theWayBackOutOfALongChainOfCallsIsLookedAt() {
        String one =
                "(func $f%d (block (br_if 0 (global.get $no)) (call $f%d)) (call $step) (br_if 0 (global.get $no)))";
        for (int step : new int[] {1, -1}) {
            StringBuilder chain =
                    new StringBuilder("(func $f" + (step > 0 ? 200 : 0) + " (call_indirect (i32.const 0)))");
            for (int i = 0; i < 200; i++) {
                int number = step > 0 ? i : i + 1;
                chain.append(one.formatted(number, number + step));
            }
            assertStopsSoon("(table funcref (elem $step))" + chain + function("(call $f" + (step > 0 ? 0 : 200) + ")"));
        }
    }

    @Test
    void callsOfTheHostBetweenOthersAreNotTakenForALook() {
        String twice = "(call $host) (call $some) (call $host) (br_if 0 (global.get $no)) (call $host)";
        byte[] wasm =
                Wat.module(text("(import \"host\" \"nothing\" (func $host))", SOME + function(twice.repeat(500))));

        assertStopsSoon(wasm);
    }

    @Test
    void callsByNumberAmongIndirectOnesAreLookedBetween() {
        String table = "(table funcref (elem $some $step))";
        String mixed = "(call $some) (call_indirect (i32.const 0)) (call_indirect (i32.const 1))";
        assertStopsSoon(SOME + table + function(mixed.repeat(100)));
    }

    @Test
    void tailCallsReturnWithWhatTheirCalleesDo() {
        String last = "(func $last (br_if 0 (global.get $no)) (call $some) nop nop nop call $some)";
        String lastOfAll = "(func $lastOfAll nop nop nop call $last)";
        String again = """
                (func $again (param i32)
                  (block (br_if 0 (i32.eqz (local.get 0)))
                    (call $some) (i32.sub (local.get 0) (i32.const 1)) nop nop nop call $again)
                  (call $step) (br_if 0 (global.get $no)))
                """;
        String calls = "(call $lastOfAll)".repeat(300);
        String onward = """
                (func $onward (param i32) (local.get 0) nop nop nop call $down)
                (func $down (param i32)
                  (block (br_if 0 (i32.eqz (local.get 0))) (call $onward (i32.sub (local.get 0) (i32.const 1))))
                  (call $step) (br_if 0 (global.get $no)))
                """;

        assertStopsSoon(TailCalls.assemble(text("", onward + function("(call $down (i32.const 200))"))));
        assertStopsSoon(TailCalls.assemble(text("", SOME + last + lastOfAll + function(calls))));
        assertStopsSoon(TailCalls.assemble(text("", SOME + again + function("(call $again (i32.const 400))"))));
        assertStopsSoon(
                TailCalls.assemble(text("", SOME + again + function("(call $again (i32.const 1))".repeat(300)))));
    }

    @Test
    void randomFunctionsThatCallEachOtherStopSoon() {
        for (long seed = 1; seed <= 100; seed++) {
            byte[] wasm = module(new RandomCalls(seed).functions());
            MeteredRun run = MeteredRun.run(wasm, 0, FUEL);

            assertThat(run.global("steps") * STEP).as("seed " + seed).isLessThanOrEqualTo(FUEL + UncheckedUnits.MOST);
        }
    }

    @Test
    void aCallAfterOneThatReturnsWithNothingUnlookedIsMadeWithoutALook() {
        byte[] wasm = module("""
                (func $fib (export "run") (param i32) (result i32)
                  (if (result i32) (i32.lt_u (local.get 0) (i32.const 2)) (then (local.get 0)) (else (i32.add
                    (call $fib (i32.sub (local.get 0) (i32.const 1)))
                    (call $fib (i32.sub (local.get 0) (i32.const 2)))))))
                """);

        assertThat(looks(FuelRewriter.rewrite(wasm))).isEqualTo(1);
    }

    @Test
    void aFunctionThatTrapsLosesOneSliceAndWhatIsUnchecked() {
        int steps = 1_000;
        byte[] wasm = module(function("(call $step) (br_if 0 (global.get $no))".repeat(steps)
                + "(drop (i32.div_s (i32.const 1) (global.get $no)))"));

        MeteredRun run = MeteredRun.run(wasm, 0);

        assertThat(run.answer()).contains("divide by zero");
        assertThat(run.fuel()).isGreaterThan(steps * STEP - Meter.SLICE - UncheckedUnits.MOST);
    }

    private static String function(String body) {
        return "(func (export \"run\") (param i32) (result i32) (block " + body + ") (i32.const 1))";
    }

    private static byte[] module(String functions) {
        return Wat.module(text("", functions));
    }

    private static String text(String imports, String functions) {
        return MODULE.formatted(imports, functions);
    }

    /** Where metering looks at fuel in the global: 0 is greater, so trap. */
    private static int looks(byte[] metered) {
        String look = "420053044000 0b".replace(" ", "");
        String code = HexFormat.of().formatHex(metered);
        return (code.length() - code.replace(look, "").length()) / look.length();
    }

    private static void assertStopsSoon(String functions) {
        assertStopsSoon(module(functions));
    }

    private static void assertStopsSoon(byte[] wasm) {
        MeteredRun run = MeteredRun.run(wasm, 0, FUEL);

        assertThat(run.answer()).contains("unreachable");
        assertThat(run.global("steps") * STEP).isLessThanOrEqualTo(FUEL + UncheckedUnits.MOST);
    }
}
