package io.sandglass.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.sandbox.binary.BinaryWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ways to work without paying, each closed. */
@Timeout(60)
class FuelHolesTest {
    private static final SandboxLimits LITTLE = SandboxLimits.DEFAULTS.withFuelUnits(1_000_000);

    private final WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults());

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void whoEndsBeforeItLooksHasUsedUpItsFuelAsWell() {
        byte[] wasm = Wat.command("nop ".repeat(10) + "(drop (i32.const 1))".repeat(100));

        assertThat(run(wasm, SandboxLimits.DEFAULTS.withFuelUnits(50)).outcome())
                .isEqualTo(Outcome.FUEL_EXHAUSTED);
    }

    @Test
    void whatWasDoneBeforeATrapIsPaidFor() {
        byte[] wasm = Wat.command("""
                (local $i i32)
                (loop $l
                  (local.set $i (i32.add (local.get $i) (i32.const 1)))
                  (br_if $l (i32.lt_u (local.get $i) (i32.const 100000))))
                (drop (i32.div_u (i32.const 1) (i32.const 0)))
                """);

        SandboxResult result = run(wasm, LITTLE);

        assertThat(result.outcome()).isEqualTo(Outcome.TRAP);
        assertThat(result.usage().fuelUnits()).isGreaterThan(600_000);
    }

    @Test
    void whatWasDoneBeforeTheWallTimeIsPaidFor() {
        SandboxResult result = run(
                Wat.command("(loop $l (br $l))"),
                SandboxLimits.DEFAULTS.withFuelUnits(Long.MAX_VALUE / 4).withWall(Duration.ofMillis(200)));

        assertThat(result.outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(result.usage().fuelUnits()).isPositive();
    }

    @Test
    void aLoopOfAFunctionTooLargeToCompileHearsOfTheWallTime() {
        String filler = "(local.set $x (i64.add (local.get $x) (i64.const 123456789012)))".repeat(10_000);
        byte[] wasm = Wat.command("(local $x i64) (loop $l " + filler + " (br_if $l (i32.const 1)))");

        SandboxResult result = run(wasm, SandboxLimits.DEFAULTS.withWall(Duration.ofMillis(300)));

        assertThat(result.outcome()).isEqualTo(Outcome.TIMED_OUT);
    }

    @Test
    void growingATableByNothingPaysForTheWholeTable() {
        byte[] wasm = Wat.module("""
                (module (table 9000 funcref)
                  (func (export "_start") (drop (table.grow (ref.null func) (i32.const 0)))))
                """);

        assertThat(run(wasm, LITTLE).usage().fuelUnits()).isGreaterThan(4_500);
    }

    @Test
    void aTableThatCannotGrowThatMuchSaysSo() {
        byte[] wasm = Wat.module("""
                (module (table 10 funcref)
                  (func (export "_start")
                    (if (i32.ne (table.grow (ref.null func) (i32.const 0x7fffffff)) (i32.const -1)) (then unreachable))))
                """);

        assertThat(run(wasm, LITTLE).outcome()).isEqualTo(Outcome.OK);
    }

    @Test
    void bytesThatTheHostCopiesArePaidFor() {
        byte[] wasm = Wat.module("""
                (module
                  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
                  (memory 16)
                  (func (export "_start") (drop (call $random (i32.const 0) (i32.const 1048576)))))
                """);

        assertThat(run(wasm, LITTLE).usage().fuelUnits()).isBetween(65_536L, 66_000L);
    }

    @Test
    void operandsCountTowardsDepthSoThatItEndsAtTheSamePlaceEachTime() {
        String push = "(i64.load (i32.const 0))".repeat(400);
        String drop = "drop ".repeat(400);
        byte[] wasm = Wat.module("""
                (module (memory 1)
                  (func $f (param $n i32) %s (if (local.get $n) (then (call $f (i32.sub (local.get $n) (i32.const 1))))) %s)
                  (func (export "_start") (call $f (i32.const 100000))))
                """.formatted(push, drop));
        SandboxResult first = run(wasm, SandboxLimits.DEFAULTS);

        assertThat(first.fault().orElseThrow().kind()).isEqualTo("stack-limit");
        assertThat(first.usage().peakStackUnits()).isEqualTo(SandboxLimits.DEFAULTS.stackUnits());
        for (int i = 0; i < 5; i++) {
            SandboxResult again = run(wasm, SandboxLimits.DEFAULTS);
            assertThat(again.fault()).isEqualTo(first.fault());
        }
    }

    @Test
    void whatAStartFunctionLeftOfDepthDoesNotCount() {
        byte[] wasm = Wat.module("""
                (module
                  (type $t (func (param i32)))
                  (table funcref (elem $f))
                  (func $f (param $n i32)
                    (if (local.get $n) (then
                      (call_indirect (type $t) (i32.sub (local.get $n) (i32.const 1)) (i32.const 0)))))
                  (func $start (call $f (i32.const 5000)))
                  (start $start)
                  (func (export "_start") (call $f (i32.const 6000))))
                """);

        assertThat(run(wasm, SandboxLimits.DEFAULTS).outcome()).isEqualTo(Outcome.OK);
    }

    @Test
    void namesThatTakeLongToReadAreNotReadByTheEngine() {
        int names = 300_000;
        BinaryWriter map = new BinaryWriter().unsigned(names);
        for (int i = names; i > 0; i--) {
            map.unsigned(i).unsigned(1).u8('f');
        }
        BinaryWriter section = new BinaryWriter().unsigned(4).bytes("name".getBytes(StandardCharsets.US_ASCII));
        section.u8(1).sized(map);
        byte[] command = Wat.command("nop");
        byte[] wasm = new BinaryWriter().bytes(command).u8(0).sized(section).toByteArray();
        long began = System.nanoTime();

        assertThat(run(wasm, LITTLE).outcome()).isEqualTo(Outcome.OK);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aModuleHasOnlySoManyCustomSections() {
        BinaryWriter wasm = new BinaryWriter().bytes(Wat.command("nop"));
        for (int i = 0; i < 1_001; i++) {
            wasm.u8(0).unsigned(1).u8(0);
        }

        assertThatThrownBy(() -> sandbox.load(wasm.toByteArray()))
                .isInstanceOf(InvalidModule.class)
                .hasMessageContaining("custom sections");
    }

    private SandboxResult run(byte[] wasm, SandboxLimits limits) {
        return sandbox.run(sandbox.load(wasm), Invocation.of(new byte[0]).withLimits(limits));
    }
}
