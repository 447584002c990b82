package io.sandglass.sandbox.metering;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wabt.Wat2Wasm;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.OpCode;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuelRewriterTest {
    /** What a run gave, and what it used. */
    record Run(String answer, long fuel) {}

    /**
     * The interpreter tells of each instruction of the plain module, which is the real work. What a function did since its
     * last call is lost from the account when an instruction traps by itself.
     */
    @Test
    void meteredProgramsAnswerTheSameAndPayForAllTheirWork() {
        int ended = 0;
        for (long seed = 0; seed < 20; seed++) {
            byte[] wasm = TailCalls.assemble(RandomProgram.of(seed));
            byte[] metered = FuelRewriter.rewrite(wasm);
            for (int argument : new int[] {0, 7}) {
                Run plain = listened(wasm, argument);
                Run interpreted = metered(metered, argument, false);
                Run compiled = metered(metered, argument, true);

                assertThat(interpreted.answer()).as("seed %d", seed).isEqualTo(plain.answer());
                assertThat(compiled).as("seed %d", seed).isEqualTo(interpreted);
                if (plain.answer().startsWith("[") || plain.answer().contains("unreachable")) {
                    assertThat(interpreted.fuel()).as("seed %d", seed).isGreaterThanOrEqualTo(plain.fuel());
                    ended++;
                }
            }
        }
        assertThat(ended).isGreaterThan(25);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (local.get 0)                                                           | 2
            (i32.add (local.get 0) (i32.const 1))                                   | 4
            (i32.div_s (local.get 0) (i32.const 1))                                 | 5
            (block (br 0)) (i32.const 1)                                            | 4
            (block (br_if 0 (i32.const 0))) (i32.const 1)                           | 5
            nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop (i32.const 1) | 3
            nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop (i32.const 1) | 4
            (memory.fill (i32.const 0) (i32.const 0) (i32.const 1600)) (i32.const 1) | 106
            (drop (memory.grow (i32.const 2))) (i32.const 1)                        | 2053
            (drop (memory.grow (i32.const 9999))) (i32.const 1)                     | 5
            (call $twice (local.get 0))                                             | 10
            """)
    void pricesAreThoseOfTheSchedule(String body, long price) {
        byte[] metered = FuelRewriter.rewrite(Wat2Wasm.parse("""
                (module (memory 1 100)
                  (func $twice (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
                  (func (export "run") (param i32) (result i32) %s))
                """.formatted(body)));

        assertThat(metered(metered, 3, true).fuel()).isEqualTo(price);
        assertThat(metered(metered, 3, false).fuel()).isEqualTo(price);
    }

    /** Fuel in a local is lost where an instruction traps, but for what was settled: all but the last slice. */
    @Test
    void aTrapLosesAtMostOneSliceFromTheAccount() {
        byte[] metered = FuelRewriter.rewrite(Wat2Wasm.parse("""
                (module (func (export "run") (param i32) (result i32) (local $i i32)
                  (loop $l (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 100000))))
                  (i32.div_s (i32.const 1) (local.get 0))))
                """));

        Run compiled = metered(metered, 0, true);

        assertThat(compiled.answer()).contains("divide by zero");
        assertThat(compiled.fuel()).isBetween(700_000L - Meter.SLICE, 700_010L);
        assertThat(metered(metered, 0, false)).isEqualTo(compiled);
    }

    /** It is entered from outside, where nobody has paid for its first stretch. */
    @Test
    void whoIsEnteredFromOutsideLooksForFuelFirst() {
        String work = "(global.set $g (i32.const 1))".repeat(2_000);
        byte[] metered = FuelRewriter.rewrite(Wat2Wasm.parse("""
                (module (global $g (export "g") (mut i32) (i32.const 0))
                  (func $twice (export "run") (param i32) (result i32) %s (i32.const 1))
                  (func (export "other") (result i32) (call $twice (i32.const 0))))
                """.formatted(work)));

        Program.Run run = Program.compiled(metered).run(1, 1_000);

        assertThat(run.answer()).contains("unreachable");
    }

    @Test
    void severalResultsComeThrough() {
        byte[] wasm = Wat2Wasm.parse("""
                (module
                  (func $pair (param i32) (result i32 i64)
                    (loop $l (if (i32.eqz (local.get 0)) (then (return (i32.const 5) (i64.const 6)))))
                    (local.get 0) (i64.const 7))
                  (func $other (result i32 i64) (call $pair (i32.const 0)))
                  (func (export "run") (param i32) (result i32)
                    (call $pair (local.get 0)) (i32.wrap_i64) (i32.add)
                    (call $other) (drop) (i32.add)))
                """);
        byte[] metered = FuelRewriter.rewrite(wasm);

        assertThat(metered(metered, 0, true).answer()).isEqualTo("[16]");
        assertThat(metered(metered, 9, true)).isEqualTo(metered(metered, 9, false));
        assertThat(metered(metered, 9, true).answer()).isEqualTo("[21]");
    }

    @Test
    void whatIsNotCodeStaysAsItWas() {
        byte[] wasm = Wat2Wasm.parse("""
                (module (import "a" "b" (global $i i32)) (global $own (mut i64) (i64.const 1))
                  (export "own" (global $own))
                  (table 1 funcref) (elem (i32.const 0) $f) (memory 1) (data $d "x")
                  (func $f (data.drop $d)) (start $f))
                """);

        WasmModule metered = Parser.parse(FuelRewriter.rewrite(wasm));

        assertThat(metered.globalSection().globalCount()).isEqualTo(4);
        assertThat(metered.exportSection().getExport(0).name()).isEqualTo("own");
        assertThat(metered.exportSection().getExport(1).index()).isEqualTo(2);
        assertThat(metered.exportSection().getExport(1).name()).isEqualTo(FuelRewriter.LOWEST);
        assertThat(metered.exportSection().getExport(2).name()).isEqualTo(FuelRewriter.FUEL);
        assertThat(metered.exportSection().getExport(3).name()).isEqualTo(FuelRewriter.DEPTH);
        assertThat(metered.startSection()).isPresent();
        assertThat(metered.dataSection().dataSegmentCount()).isEqualTo(1);
    }

    @Test
    void runningOutOfFuelTraps() {
        byte[] metered = FuelRewriter.rewrite(Wat2Wasm.parse(
                "(module (func (export \"run\") (param i32) (result i32) (loop $l (br $l)) (i32.const 1)))"));
        Program.Run run = Program.compiled(metered).run(1, 1_000);

        assertThat(run.answer()).contains("unreachable");
        assertThat(run.fuel()).isEqualTo(1_001);
    }

    private static Run listened(byte[] wasm, int argument) {
        AtomicLong work = new AtomicLong();
        Instance instance = Instance.builder(Parser.parse(wasm))
                .withUnsafeExecutionListener((instruction, stack) -> work.addAndGet(price(instruction.opcode())))
                .build();
        return new Run(Program.answer(instance, argument), work.get());
    }

    /** Told apart by name, so that it owes nothing to the rewriter's decoding. */
    private static long price(OpCode opcode) {
        String name = opcode.name();
        if (name.matches("END|ELSE|BLOCK|LOOP|NOP")) {
            return 0;
        }
        if (name.matches("(RETURN_)?CALL(_INDIRECT)?")) {
            return name.endsWith("INDIRECT") ? 6 : 4;
        }
        return name.matches("I..[_](DIV|REM)_.") ? 2 : 1;
    }

    private static Run metered(byte[] metered, int argument, boolean compiled) {
        Program program = compiled ? Program.compiled(metered) : Program.interpreted(metered);
        Program.Run run = program.run(argument);
        return new Run(run.answer(), run.fuel());
    }
}
