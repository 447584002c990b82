package io.sandglass.sandbox;

import static io.sandglass.sandbox.SandboxLimits.DEFAULTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests that misbehave; each test ends with an innocent run that must work. */
class TortureTest {
    private static final long PAGE = 65_536;
    private static final SandboxLimits SHORT = DEFAULTS.withWall(Duration.ofMillis(200));

    private final WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults());

    @AfterEach
    void innocentRunStillWorks() {
        SandboxModule innocent = sandbox.load(Wat.wasiCommand("(data (i32.const 16) \"fine\")", """
                (call $print (i32.const 16) (i32.const 4))
                """));

        SandboxResult result = sandbox.run(innocent, Invocation.of(new byte[0]));

        assertThat(result.stdout()).as(result.toString()).asString(UTF_8).isEqualTo("fine");
        assertThat(sandbox.abandonedGuests()).isZero();
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(loop $l (br $l))",
                "(loop $l (br_if $l (i32.const 1)))",
                "(loop $l (br_table $l $l (i32.const 7)))",
                "(loop $l (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536)) (br $l))"
            })
    void stopsLoops(String body) {
        SandboxResult result = run(Wat.command(body), SHORT);

        assertThat(result.outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(result.usage().wallNanos()).isLessThan(Duration.ofSeconds(2).toNanos());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(loop $l (br $l))",
                "(loop $l (br_if $l (i32.const 1)))",
                "(loop $l (br_table $l $l (i32.const 7)))",
                "(loop $a (loop $b (br_if $a (i32.const 1)) (br $b)))",
                "(loop $l (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536)) (br $l))",
                "(loop $l (memory.copy (i32.const 0) (i32.const 1) (i32.const 65535)) (br $l))",
                "(loop $l (drop (memory.grow (i32.const 1))) (br $l))"
            })
    void loopsUseUpTheirFuelTheSameWayEachTime(String body) {
        SandboxLimits little = DEFAULTS.withFuelUnits(3_000_000).withMemoryBytes(10 * PAGE);

        SandboxResult first = run(Wat.command(body), little);
        SandboxResult second = run(Wat.command(body), little);

        assertThat(first.outcome()).as(first.toString()).isEqualTo(Outcome.FUEL_EXHAUSTED);
        assertThat(first.usage().fuelUnits()).isBetween(3_000_000L, 3_010_000L);
        assertThat(second.usage().fuelUnits()).isEqualTo(first.usage().fuelUnits());
    }

    /** A function this large is more than the JVM takes as one method, so it is interpreted, and sees no interrupt. */
    @Test
    void aLoopInAHugeFunctionUsesUpItsFuel() {
        String filler = "(local.set $x (i64.add (local.get $x) (i64.const 123456789012)))".repeat(10_000);

        SandboxResult result = run(
                Wat.command("(local $x i64) (loop $l " + filler + " (br_if $l (i32.const 1)))"),
                DEFAULTS.withFuelUnits(5_000_000));

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.FUEL_EXHAUSTED);
    }

    @Test
    void recursionEndsAtTheSameDepthEachTime() {
        byte[] wasm = Wat.wasiCommand(
                "(func $f (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))"
                        + "(call $print (i32.const 0) (i32.const 4)) (call $f))",
                "(call $f)");

        SandboxResult first = run(wasm, DEFAULTS.withStackUnits(2_000));
        SandboxResult second = run(wasm, DEFAULTS.withStackUnits(2_000));

        assertThat(first.outcome()).isEqualTo(Outcome.STACK_LIMIT);
        assertThat(first.stdout()).hasSizeGreaterThan(3_000).isEqualTo(second.stdout());
        assertThat(first.usage().fuelUnits()).isEqualTo(second.usage().fuelUnits());
        assertThat(first.fault().orElseThrow().kind()).isEqualTo("stack-limit");
    }

    @Test
    void aGuestsOwnTrapNearTheDepthLimitIsItsOwn() {
        SandboxResult result = run(
                Wat.module("(module (func $leaf) (func (export \"_start\") (call $leaf) unreachable))"),
                DEFAULTS.withStackUnits(1));

        assertThat(result.outcome()).isEqualTo(Outcome.TRAP);
    }

    /** The engine keeps the frame of a tail call, so it counts as one. The assembler does not know tail calls. */
    @Test
    void tailCallsEndAtTheDepthLimit() {
        SandboxResult result = run(commandOf("12 00"), DEFAULTS);

        assertThat(result.outcome()).isEqualTo(Outcome.STACK_LIMIT);
        assertThat(result.fault().orElseThrow().kind()).isEqualTo("stack-limit");
    }

    /** Each names a local, a label or a global that only metering adds. */
    @ParameterizedTest
    @ValueSource(strings = {"42 09 21 00", "0C 01", "0C 02", "42 09 24 00", "41 09 24 01", "23 00 1A"})
    void theFuelCannotBeForged(String instructions) {
        byte[] forged = commandOf("03 40 0B " + instructions);

        assertThatThrownBy(() -> sandbox.load(forged))
                .isInstanceOf(InvalidModule.class)
                .hasMessageContaining("not a valid module");
    }

    /** A command of one function without locals, whose body is given in hexadecimal. */
    private static byte[] commandOf(String instructions) {
        byte[] body = HexFormat.ofDelimiter(" ").parseHex(instructions);
        ByteArrayOutputStream wasm = new ByteArrayOutputStream();
        wasm.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0});
        wasm.writeBytes(new byte[] {7, 10, 1, 6, '_', 's', 't', 'a', 'r', 't', 0, 0});
        wasm.writeBytes(new byte[] {10, (byte) (body.length + 4), 1, (byte) (body.length + 2), 0});
        wasm.writeBytes(body);
        wasm.write(0x0B);
        return wasm.toByteArray();
    }

    @Test
    void stopsAStartFunctionThatLoops() {
        SandboxResult result = run(Wat.module("""
                (module (func $f (loop $l (br $l))) (start $f) (func (export "_start")))
                """), SHORT);

        assertThat(result.outcome()).isEqualTo(Outcome.TIMED_OUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(func $f (call $f))",
                "(func $f (call $g)) (func $g (call $f))",
                "(func $f (param $unused i64) (local i64 i64 i64 i64 i64 i64) (call $f (i64.const 1)))",
                "(table funcref (elem $f)) (func $f (call_indirect (i32.const 0)))"
            })
    void stopsRecursion(String functions) {
        String call = functions.contains("param") ? "(call $f (i64.const 0))" : "(call $f)";

        SandboxResult result =
                run(Wat.module("(module " + functions + " (func (export \"_start\") " + call + "))"), DEFAULTS);

        assertThat(result.outcome()).isEqualTo(Outcome.STACK_LIMIT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            unreachable                                                          | unreachable
            (drop (i32.div_s (i32.const 1) (i32.const 0)))                       | integer-divide-by-zero
            (drop (i32.div_s (i32.const 0x80000000) (i32.const -1)))             | integer-overflow
            (drop (i32.trunc_f32_s (f32.const nan)))                             | invalid-conversion
            (drop (i32.load (i32.const 65536)))                                  | out-of-bounds
            (drop (i32.load (i32.const -4)))                                     | out-of-bounds
            (i64.store (i32.const 65529) (i64.const 1))                          | out-of-bounds
            (memory.fill (i32.const 65535) (i32.const 1) (i32.const 2))          | out-of-bounds
            (memory.fill (i32.const -1) (i32.const 1) (i32.const 2147483647))    | out-of-bounds
            (memory.copy (i32.const 0) (i32.const -1) (i32.const 8))             | out-of-bounds
            (memory.copy (i32.const 2147483647) (i32.const 0) (i32.const 2147483647)) | out-of-bounds
            """)
    void trapsSayTheirKind(String body, String kind) {
        SandboxResult result = run(Wat.command(body), DEFAULTS);

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.TRAP);
        assertThat(result.fault().orElseThrow().kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (call_indirect (i32.const 1))                        | bad-indirect-call
            (call_indirect (i32.const 9))                        | bad-indirect-call
            (call_indirect (param i32) (i32.const 1) (i32.const 0)) | bad-indirect-call
            (table.fill (i32.const 1) (ref.null func) (i32.const 2)) | out-of-bounds
            (table.copy (i32.const -1) (i32.const 0) (i32.const 2147483647)) | out-of-bounds
            """)
    void badTableUseTraps(String body, String kind) {
        SandboxResult result = run(Wat.module("""
                (module (table 2 funcref) (elem (i32.const 0) $f) (func $f) (func (export "_start") %s))
                """.formatted(body)), DEFAULTS);

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.TRAP);
        assertThat(result.fault().orElseThrow().kind()).isEqualTo(kind);
    }

    @Test
    void refusesAMemoryThatStartsAboveTheLimit() {
        SandboxResult result = run(Wat.module("(module (memory 30000) (func (export \"_start\")))"), DEFAULTS);

        assertThat(result.outcome()).isEqualTo(Outcome.MEMORY_LIMIT);
        assertThat(result.usage().peakMemoryBytes()).isZero();
    }

    @Test
    void growingBeyondTheLimitFailsInsideTheGuest() {
        SandboxResult result = run(Wat.command("""
                (if (i32.ne (memory.grow (i32.const 100)) (i32.const -1)) (then unreachable))
                (if (i32.ne (memory.grow (i32.const -1)) (i32.const -1)) (then unreachable))
                (if (i32.ne (memory.grow (i32.const 9)) (i32.const 1)) (then unreachable))
                (if (i32.ne (memory.grow (i32.const 1)) (i32.const -1)) (then unreachable))
                """), DEFAULTS.withMemoryBytes(10 * PAGE));

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.OK);
        assertThat(result.usage().peakMemoryBytes()).isEqualTo(10 * PAGE);
    }

    @Test
    void refusesTablesThatStartAboveTheLimit() {
        SandboxResult result = run(Wat.module("""
                (module (table 6000 funcref) (table 6000 funcref) (func (export "_start")))
                """), DEFAULTS);

        assertThat(result.outcome()).isEqualTo(Outcome.MEMORY_LIMIT);
        assertThat(result.fault().orElseThrow().kind()).isEqualTo("table-limit");
    }

    @Test
    void aTableThatGrewIsFreshInTheNextRun() {
        byte[] wasm = Wat.module("""
                (module (table $t 1 funcref)
                  (func (export "_start")
                    (if (i32.ne (table.size $t) (i32.const 1)) (then unreachable))
                    (if (i32.ne (table.grow $t (ref.null func) (i32.const 5000)) (i32.const 1)) (then unreachable))
                    (if (i32.ne (table.grow $t (ref.null func) (i32.const 5000)) (i32.const -1)) (then unreachable))))
                """);

        assertThat(run(wasm, DEFAULTS).outcome()).isEqualTo(Outcome.OK);
        assertThat(run(wasm, DEFAULTS).outcome()).isEqualTo(Outcome.OK);
    }

    @Test
    void nothingLeaksFromOneRunIntoTheNext() {
        byte[] wasm = Wat.module("""
                (module (memory 1) (global $g (mut i32) (i32.const 0)) (data $d "abcd")
                  (func (export "_start")
                    (if (global.get $g) (then unreachable))
                    (if (i32.load (i32.const 0)) (then unreachable))
                    (memory.init $d (i32.const 0) (i32.const 0) (i32.const 4))
                    (data.drop $d)
                    (global.set $g (i32.const 1))))
                """);

        assertThat(run(wasm, DEFAULTS).outcome()).isEqualTo(Outcome.OK);
        assertThat(run(wasm, DEFAULTS).outcome()).isEqualTo(Outcome.OK);
    }

    @Test
    void aSegmentOutsideOfMemoryTraps() {
        SandboxResult result = run(Wat.module("""
                (module (memory 1) (data (i32.const 65535) "ab") (func (export "_start")))
                """), DEFAULTS);

        assertThat(result.outcome()).isEqualTo(Outcome.TRAP);
        assertThat(result.fault().orElseThrow().kind()).isEqualTo("out-of-bounds");
    }

    private SandboxResult run(byte[] wasm, SandboxLimits limits) {
        return sandbox.run(sandbox.load(wasm), Invocation.of(new byte[0]).withLimits(limits));
    }
}
