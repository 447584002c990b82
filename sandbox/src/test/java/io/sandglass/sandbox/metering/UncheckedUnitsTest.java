package io.sandglass.sandbox.metering;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.Wat;
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

    /** Callers pay for {@code $step}, whole. */
    private static final String MODULE = """
            (module
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
        return Wat.module(MODULE.formatted(functions));
    }

    private static void assertStopsSoon(String functions) {
        MeteredRun run = MeteredRun.run(module(functions), 0, FUEL);

        assertThat(run.answer()).contains("unreachable");
        assertThat(run.global("steps") * STEP).isLessThanOrEqualTo(FUEL + UncheckedUnits.MOST);
    }
}
