package io.sandglass.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.binary.BinaryWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said of the place where a guest went wrong. */
@Timeout(60)
class FaultTest {
    private static final byte[] DIVIDES = Wat.module("""
            (module
              (func $other)
              (func $divide (param i32) (result i32) (i32.div_u (i32.const 1) (local.get 0)))
              (func (export "_start") (drop (call $divide (i32.const 0)))))
            """);

    private final WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults());

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void namesTheFunctionAndTheFuel() {
        Fault fault = fault(named(DIVIDES, 1, "divide"), SandboxLimits.DEFAULTS);

        assertThat(fault.kind()).isEqualTo("integer-divide-by-zero");
        assertThat(fault.function()).contains("divide");
        assertThat(fault.fuelUnits()).isPositive();
        assertThat(fault.message()).contains("(in divide, after " + fault.fuelUnits() + " units of fuel)");
    }

    @Test
    void aFunctionWithoutANameHasANumber() {
        assertThat(fault(DIVIDES, SandboxLimits.DEFAULTS).function()).contains("function 1");
    }

    @Test
    void aFunctionThatIsExportedAndCalledKeepsItsName() {
        byte[] wasm = Wat.module("""
                (module
                  (func $other)
                  (func $divide (export "divide") (param i32) (result i32) (i32.div_u (i32.const 1) (local.get 0)))
                  (func (export "_start") (drop (call $divide (i32.const 0)))))
                """);

        assertThat(fault(named(wasm, 1, "divide"), SandboxLimits.DEFAULTS).function())
                .contains("divide");
    }

    @Test
    void anInterpretedFunctionHasItsName() {
        String filler = "(local.set $x (i64.add (local.get $x) (i64.const 123456789012)))".repeat(10_000);
        byte[] huge = Wat.module("""
                (module
                  (func $huge (param $n i32) (local $x i64) %s (drop (i32.div_u (i32.const 1) (local.get $n))))
                  (func (export "_start") (call $huge (i32.const 0))))
                """.formatted(filler));
        try (WasmSandbox slow = WasmSandbox.create(
                SandboxSettings.defaults().withCompiling(Compiling.DEFAULTS.withInterpreted(true)))) {
            SandboxResult interpreted = slow.run(slow.load(named(DIVIDES, 1, "divide")), Invocation.of(new byte[0]));

            assertThat(interpreted.fault().orElseThrow().function()).contains("divide");
            assertThat(fault(named(huge, 0, "huge"), SandboxLimits.DEFAULTS).function())
                    .contains("huge");
        }
    }

    @Test
    void aNameIsCutAndCleaned() {
        String name = "a\u001b[31m\n" + "b".repeat(5_000);

        assertThat(fault(named(DIVIDES, 1, name), SandboxLimits.DEFAULTS).function())
                .hasValueSatisfying(
                        shown -> assertThat(shown).startsWith("a?[31m?bbb").hasSize(120));
    }

    @Test
    void aNameIsCleanedBeyondAsciiAndCutBetweenCharacters() {
        String smile = "\ud83d\ude00";
        String name = "\u009b31m" + "b".repeat(115) + smile.repeat(5);

        assertThat(fault(named(DIVIDES, 1, name), SandboxLimits.DEFAULTS).function())
                .contains("?31m" + "b".repeat(115) + smile);
    }

    @Test
    void saysWhereTheFuelRanOut() {
        byte[] loops = Wat.command("(loop $l (br $l))");

        Fault fault = fault(named(loops, 0, "spin"), SandboxLimits.DEFAULTS.withFuelUnits(1_000_000));

        assertThat(fault.kind()).isEqualTo("fuel-limit");
        assertThat(fault.function()).contains("spin");
        assertThat(fault.fuelUnits()).isGreaterThanOrEqualTo(1_000_000);
    }

    @Test
    void anInterpretedModuleEndsTheSameWay() {
        try (WasmSandbox slow = WasmSandbox.create(
                SandboxSettings.defaults().withCompiling(Compiling.DEFAULTS.withInterpreted(true)))) {
            SandboxResult interpreted = slow.run(slow.load(DIVIDES), Invocation.of(new byte[0]));
            SandboxResult compiled = sandbox.run(sandbox.load(DIVIDES), Invocation.of(new byte[0]));

            assertThat(interpreted.outcome()).isEqualTo(compiled.outcome()).isEqualTo(Outcome.TRAP);
            assertThat(interpreted.usage().fuelUnits())
                    .isEqualTo(compiled.usage().fuelUnits());
        }
    }

    @Test
    void anAddressOutOfBoundsIsToldInTheSameWords() {
        byte[] wraps = Wat.module("""
                (module (memory 1) (func (export "_start") (drop (i32.load offset=0xffffffff (i32.const 1)))))
                """);
        try (WasmSandbox slow = WasmSandbox.create(
                SandboxSettings.defaults().withCompiling(Compiling.DEFAULTS.withInterpreted(true)))) {
            Optional<Fault> interpreted =
                    slow.run(slow.load(wraps), Invocation.of(new byte[0])).fault();

            assertThat(interpreted).contains(fault(wraps, SandboxLimits.DEFAULTS));
        }
    }

    private Fault fault(byte[] wasm, SandboxLimits limits) {
        return sandbox.run(sandbox.load(wasm), Invocation.of(new byte[0]).withLimits(limits))
                .fault()
                .orElseThrow();
    }

    /** The module with a name section that names one function. */
    private static byte[] named(byte[] wasm, int index, String name) {
        BinaryWriter map = new BinaryWriter().unsigned(1).unsigned(index);
        text(map, name);
        BinaryWriter section = new BinaryWriter();
        text(section, "name");
        section.u8(1).sized(map);
        return new BinaryWriter()
                .bytes(wasm, 0, wasm.length)
                .u8(0)
                .sized(section)
                .toByteArray();
    }

    private static void text(BinaryWriter into, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        into.unsigned(bytes.length).bytes(bytes);
    }
}
