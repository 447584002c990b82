package io.sandglass.sandbox;

import static io.sandglass.sandbox.SandboxLimits.DEFAULTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
