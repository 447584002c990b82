package io.sandglass.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.capability.Capabilities;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However a run ends, what it did is on its bill. */
@Timeout(60)
class BillingTest {
    private static final String MILLION_ROUNDS = """
            (local $i i32)
            (loop $l (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 1000000))))
            """;

    private final WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults());

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aTrapIsBilled() {
        SandboxResult result = run(
                Wat.command(MILLION_ROUNDS + "(drop (i32.div_s (i32.const 1) (i32.const 0)))"), SandboxLimits.DEFAULTS);

        assertThat(result.outcome()).isEqualTo(Outcome.TRAP);
        assertThat(result.usage().fuelUnits()).isBetween(6_900_000L, 7_100_000L);
    }

    @Test
    void aTimeoutIsBilled() {
        SandboxResult result =
                run(Wat.command("(loop $l (br $l))"), SandboxLimits.DEFAULTS.withWall(Duration.ofSeconds(1)));

        assertThat(result.outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(result.usage().fuelUnits()).isGreaterThan(100_000);
    }

    /** So little of it that nobody looks for fuel on the way. */
    @Test
    void whatEndsBeyondItsFuelHasUsedItUp() {
        byte[] wasm = Wat.command("(drop (i32.const 1))".repeat(100));

        SandboxResult result = run(wasm, SandboxLimits.DEFAULTS.withFuelUnits(150));

        assertThat(result.outcome()).isEqualTo(Outcome.FUEL_EXHAUSTED);
        assertThat(result.usage().fuelUnits()).isEqualTo(150);
        assertThat(run(wasm, SandboxLimits.DEFAULTS.withFuelUnits(201)).outcome())
                .isEqualTo(Outcome.OK);
    }

    @Test
    void whatEndsBeyondItsFuelIsNotSavedByACancel() {
        CancelSignal cancel = new CancelSignal();
        SandboxModule module = sandbox.load(Wat.module("""
                (module
                  (import "sandglass" "log" (func $log (param i32 i32 i32) (result i32)))
                  (memory (export "memory") 1)
                  (func (export "_start")
                    (if (i32.eqz (call $log (i32.const 0) (i32.const 0) (i32.const 0))) (then %s))))
                """.formatted("(drop (i32.const 1))".repeat(100))));

        SandboxResult result = sandbox.run(
                module,
                Invocation.of(new byte[0])
                        .withCapabilities(Capabilities.NONE.withLog((level, line) -> cancel.cancel()))
                        .withLimits(SandboxLimits.DEFAULTS.withFuelUnits(250))
                        .withCancel(cancel));

        assertThat(cancel.isCancelled()).isTrue();
        assertThat(result.outcome()).isEqualTo(Outcome.FUEL_EXHAUSTED);
        assertThat(result.usage().fuelUnits()).isEqualTo(250);
    }

    /** The start function calls through a table deep down. */
    @Test
    void theEntryHasAllTheDepthThereIs() {
        byte[] wasm = Wat.module("""
                (module
                  (table funcref (elem $leaf))
                  (func $leaf)
                  (func $down (param i32)
                    (if (i32.eqz (local.get 0))
                      (then (call_indirect (i32.const 0)))
                      (else (call $down (i32.sub (local.get 0) (i32.const 1))))))
                  (func $deep (call $down (i32.const 5000)))
                  (start $deep)
                  (func (export "_start") (call $down (i32.const 6000))))
                """);

        assertThat(run(wasm, SandboxLimits.DEFAULTS).outcome()).isEqualTo(Outcome.OK);
    }

    private SandboxResult run(byte[] wasm, SandboxLimits limits) {
        return sandbox.run(sandbox.load(wasm), Invocation.of(new byte[0]).withLimits(limits));
    }
}
