package io.sandglass.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.metering.TailCalls;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How deep a guest was. */
@Timeout(60)
class StackPeakTest {
    private static final String DESCENT = """
            (module
              (type $t (func (param i32)))
              (table funcref (elem $indirect))
              (func $indirect (param $n i32)
                (if (local.get $n) (then
                  (call_indirect (type $t) (i32.sub (local.get $n) (i32.const 1)) (i32.const 0)))))
              (func $direct (param $n i32)
                (if (local.get $n) (then (call $direct (i32.sub (local.get $n) (i32.const 1))))))
              (func (export "_start") %s))
            """;

    @Test
    void isTheSameInterpretedAndCompiled() {
        List<Long> direct = peaks("(call $direct (i32.const 1000))");
        List<Long> indirect = peaks("(call $indirect (i32.const 1000))");

        assertThat(direct).containsOnly(2_002L).hasSize(2);
        assertThat(indirect).containsOnly(2_002L).hasSize(2);
    }

    @Test
    void isThatOfTheDeepestMoment() {
        assertThat(peaks("(call $direct (i32.const 500)) (call $direct (i32.const 900)) (call $direct (i32.const 5))"))
                .containsOnly(1_802L);
    }

    @Test
    void callsThatSurelyEndSoonTakeNone() {
        assertThat(peaks("nop")).containsOnly(0L);
    }

    @Test
    void tailCallsOfAFunctionToItselfTakeNoneWhereNoneIsLeft() {
        byte[] wasm = TailCalls.assemble("""
                (module
                  (func $down (param $n i32)
                    (br_if 0 (i32.eqz (local.get $n)))
                    (i32.sub (local.get $n) (i32.const 1)) nop nop nop call $down)
                  (func (export "_start") (call $down (i32.const 1000))))
                """);

        assertThat(peak(wasm, SandboxLimits.DEFAULTS.withStackUnits(2), false)).isEqualTo(2);
        assertThat(peak(wasm, SandboxLimits.DEFAULTS.withStackUnits(2), true)).isEqualTo(2);
    }

    private static List<Long> peaks(String body) {
        byte[] wasm = Wat.module(DESCENT.formatted(body));
        return List.of(peak(wasm, SandboxLimits.DEFAULTS, false), peak(wasm, SandboxLimits.DEFAULTS, true));
    }

    private static long peak(byte[] wasm, SandboxLimits limits, boolean interpreted) {
        SandboxSettings settings =
                SandboxSettings.defaults().withCompiling(Compiling.DEFAULTS.withInterpreted(interpreted));
        try (WasmSandbox sandbox = WasmSandbox.create(settings)) {
            SandboxResult result =
                    sandbox.run(sandbox.load(wasm), Invocation.of(new byte[0]).withLimits(limits));
            assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.OK);
            return result.usage().peakStackUnits();
        }
    }
}
