package io.sandglass.sandbox.policy;

import static io.sandglass.sandbox.policy.Bytes.module;
import static io.sandglass.sandbox.policy.Bytes.moduleWithBody;
import static io.sandglass.sandbox.policy.Bytes.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dylibso.chicory.wabt.Wat2Wasm;
import io.sandglass.sandbox.binary.Malformed;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StaticPolicyTest {
    static Stream<Arguments> refused() {
        return Stream.of(bombs(), malformed(), features()).flatMap(cases -> cases);
    }

    private static Stream<Arguments> bombs() {
        Bytes nested = of(0).times(5_000, 0x02, 0x40).times(5_001, 0x0B);
        Bytes table = of(0, 0x41, 0, 0x0E).u32(300_000).times(300_001, 0).raw(0x0B);
        Bytes segments = of().u32(11);
        for (int i = 0; i < 11; i++) {
            segments.raw(1, 0).u32(20_000).times(20_000, 0);
        }
        Bytes labels =
                of(0).times(4_090, 0x02, 0x40).times(50_000, 0x0C, 0xF9, 0x1F).times(4_091, 0x0B);
        Bytes targets = of(0).times(4_090, 0x02, 0x40);
        for (int i = 0; i < 4; i++) {
            targets.raw(0x41, 0, 0x0E).u32(16_000).times(16_001, 0xF9, 0x1F);
        }
        targets.times(4_091, 0x0B);
        Bytes loops = of(0).times(25_000, 0x03, 0x40, 0x0B).raw(0x0B);
        Bytes manyTables = of(1).u32(51);
        Bytes tables = of(0);
        tables.times(51, 0);
        return Stream.of(
                Arguments.of("locals_bomb", moduleWithBody(of(1).u32(49_990).raw(0x7E, 0x0B)), "locals: 49990"),
                Arguments.of(
                        "locals_lie", moduleWithBody(of(1).u32(0xFFFF_FFFFL).raw(0x7E, 0x0B)), "locals: 4294967295"),
                Arguments.of("brtable_bomb", moduleWithBody(table), "targets of a br_table: 300000"),
                Arguments.of("nest_bomb", moduleWithBody(nested), "deeper than 4096"),
                Arguments.of("fn_bomb", module().section(3, of().u32(200_000).times(200_000, 0)), "functions: 200000"),
                Arguments.of("element_bomb", withElements(segments), "entries of all element segments"),
                Arguments.of("label_bomb", moduleWithBody(labels), "branches lead out of more blocks"),
                Arguments.of("target_bomb", moduleWithBody(targets), "branches lead out of more blocks"),
                Arguments.of("loop_bomb", moduleWithBody(loops), "loops stand beside more blocks"),
                Arguments.of("type_bomb", module().section(1, of().u32(1_000_000)), "types: 1000000"),
                Arguments.of("import_bomb", module().section(2, manyTables.u32(2_000)), "bytes of a name: 51"));
    }

    private static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("empty", of(), "magic"),
                Arguments.of("text", of('(', 'm', 'o', 'd', 'u', 'l', 'e', ')'), "magic"),
                Arguments.of("truncated", of(0x00, 0x61, 0x73, 0x6D, 0x01), "magic"),
                Arguments.of("version", of(0x00, 0x61, 0x73, 0x6D, 0x02, 0, 0, 0), "version 2"),
                Arguments.of("len_lie", module().raw(1, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F), "4294967295 bytes"),
                Arguments.of("len_short", module().section(3, of(0, 0)), "1 bytes too many"),
                Arguments.of("count_lie", module().section(1, of(100)), "100 are announced"),
                Arguments.of("leb_overlong", module().raw(1, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00), "longer than 32"),
                Arguments.of("leb_too_big", module().raw(1, 0xFF, 0xFF, 0xFF, 0xFF, 0x1F), "longer than 32"),
                Arguments.of("bad_utf8", module().section(0, of(2, 0xC3, 0x28)), "not UTF-8"),
                Arguments.of("twice", module().section(1, of(0)).section(1, of(0)), "out of order"),
                Arguments.of("order", module().section(3, of(0)).section(1, of(0)), "out of order"),
                Arguments.of("no_body", module().section(1, of(1, 0x60, 0, 0)).section(3, of(1, 0)), "0 have a body"),
                Arguments.of("undeclared", moduleWithBody(of(0, 0xD2, 0, 0x1A, 0x0B)), "undeclared function reference"),
                Arguments.of("passive_far", withElements(of(1).u32(1).raw(0, 1).u32(2)), "no function 2"),
                Arguments.of(
                        "passive_huge",
                        withElements(of(1).u32(1).raw(0, 1).u32(0xFFFF_FFFFL)),
                        "no function 4294967295"),
                Arguments.of(
                        "active_far",
                        withElements(of(1).u32(0).raw(0x41, 0, 0x0B, 1).u32(7)),
                        "no function 7"),
                Arguments.of("declared_far", withElements(of(1).u32(3).raw(0, 1).u32(1)), "no function 1"),
                Arguments.of("expression_far", withElements(of(1, 5, 0x70, 1, 0xD2, 9, 0x0B)), "no function 9"),
                Arguments.of(
                        "forged_number", withElements(of(1, 5, 0x70, 1, 0x41, 0, 0x0B)), "no function and not null"),
                Arguments.of(
                        "forged_global", withElements(of(1, 5, 0x70, 1, 0x23, 0, 0x0B)), "no function and not null"),
                Arguments.of(
                        "forged_twice",
                        withElements(of(1, 5, 0x70, 1, 0xD2, 0, 0x41, 0, 0x0B)),
                        "more than a function"),
                Arguments.of(
                        "export_far",
                        withSection(of().section(7, of(1).name("x").raw(0, 1))),
                        "no function 1"),
                Arguments.of(
                        "export_twice",
                        withSection(of().section(
                                        7, of(2).name("x").raw(0, 0).name("x").raw(0, 0))),
                        "two exports with the name 'x'"),
                Arguments.of("start_far", withSection(of().section(8, of(1))), "no function 1"),
                Arguments.of(
                        "global_far", withSection(of().section(6, of(1, 0x70, 0, 0xD2, 3, 0x0B))), "no function 3"),
                Arguments.of("no_end", moduleWithBody(of(0, 0x01)), "end too early"),
                Arguments.of("after_end", moduleWithBody(of(0, 0x0B, 0x01)), "follow its end"),
                Arguments.of("i32_too_long", moduleWithBody(of(0, 0x41, 0xFF, 0xFF, 0xFF, 0xFF, 0x3F, 0x0B)), "longer"),
                Arguments.of("section", module().section(99, of()), "no section 99"),
                Arguments.of("opcode", moduleWithBody(of(0, 0x27, 0x0B)), "0x27 is no instruction"),
                Arguments.of(
                        "reserved",
                        module().section(7, of(1).name("sandglass:fuel").raw(0, 0)),
                        "reserved"));
    }

    /** A module of one function, with these segments in it. */
    private static Bytes withElements(Bytes elements) {
        return withSection(of().section(9, elements));
    }

    /** A module of one function, with a section before its code. */
    private static Bytes withSection(Bytes section) {
        return module().section(1, of(1, 0x60, 0, 0))
                .section(3, of(1, 0))
                .add(section)
                .section(10, of(1).sized(of(0, 0x0B)));
    }

    private static Stream<Arguments> features() {
        return Stream.of(
                Arguments.of("component", of(0x00, 0x61, 0x73, 0x6D, 0x0D, 0, 1, 0), "component model"),
                Arguments.of("gc_type", module().section(1, of(1, 0x5F, 0)), "garbage collection"),
                Arguments.of("gc_op", moduleWithBody(of(0, 0xFB, 0, 0, 0x0B)), "garbage collection"),
                Arguments.of("shared_mem", module().section(5, of(1, 3, 1, 1)), "threads"),
                Arguments.of("atomics", moduleWithBody(of(0, 0xFE, 0, 0, 0x0B)), "threads"),
                Arguments.of("eh_section", module().section(13, of(1, 0, 0)), "exception handling"),
                Arguments.of("eh_op", moduleWithBody(of(0, 0x06, 0x40, 0x0B, 0x0B)), "exception handling"),
                Arguments.of("memory64", module().section(5, of(1, 4, 1)), "memory64"),
                Arguments.of("multimem", module().section(5, of(2, 0, 1, 0, 1)), "more than one memory"),
                Arguments.of("simd", moduleWithBody(of(0, 0xFD, 12, 0x0B)), "SIMD"),
                Arguments.of("call_ref", moduleWithBody(of(0, 0x14, 0, 0x0B)), "typed references"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesAndSaysWhy(String name, Bytes wasm, String reason) {
        assertThatThrownBy(() -> StaticPolicy.check(wasm.get()))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining(reason);
    }

    /** As the compiler of Go makes them: blocks in each other, a table of jumps into them, and data in many pieces. */
    @Test
    void takesWhatLargeProgramsAreMadeOf() {
        Bytes resumed = of(0).times(3_300, 0x02, 0x40)
                .raw(0x41, 0, 0x0E)
                .u32(5_300)
                .times(5_301, 0)
                .times(3_301, 0x0B);
        Bytes pieces = of().u32(30_000).times(30_000, 0, 0x41, 0, 0x0B, 1, 7);

        StaticPolicy.check(moduleWithBody(resumed).section(11, pieces).get());
    }

    @Test
    void takesWhatTheAssemblerMakes() {
        byte[] wasm = Wat2Wasm.parse("""
                (module
                  (import "a" "f" (func (param i64 f32) (result f64)))
                  (type $t (func (param i32 i32) (result i32)))
                  (table 3 funcref) (memory 1 2)
                  (global $g (mut i64) (i64.const -9223372036854775808))
                  (elem (i32.const 0) func $x) (elem $p funcref (ref.func $x)) (elem declare func $x)
                  (data $d "passive") (data (i32.const 0) "active")
                  (func $x (export "x") (param i32 i32) (result i32) (local i64 f64)
                    (block $b (result i32) (br_table $b $b (i32.const -2147483648) (local.get 0)))
                    (if (param i32) (result i32) (i32.const 1) (then) (else (drop) (i32.const 2)))
                    (drop (select (result i32) (i32.const 1) (i32.const 2) (i32.const 3)))
                    (drop (i32.trunc_sat_f64_u (f64.const 1.5)))
                    (memory.init $d (i32.const 0) (i32.const 0) (i32.const 1)) (data.drop $d)
                    (table.init $p (i32.const 0) (i32.const 0) (i32.const 1)) (elem.drop $p)
                    (drop (ref.is_null (ref.null extern))) (drop (table.size)) (drop (f32.const 1))
                    (drop (call_indirect (type $t) (i32.const 1) (i32.const 2) (i32.const 0)))
                    (return (i32.extend8_s (i32.const 3)))))
                """);

        assertThatCode(() -> StaticPolicy.check(wasm)).doesNotThrowAnyException();
    }

    @Test
    void everyCutAndEveryChangedByteIsAnsweredWithAVerdict() {
        byte[] wasm = Wat2Wasm.parse("""
                (module (memory 1) (data (i32.const 0) "abc") (table 1 funcref) (elem (i32.const 0) $f)
                  (func $f (export "_start") (local i32) (loop $l (br_if $l (local.get 0)))))
                """);
        Random random = new Random(7);

        for (int i = 0; i < 20_000; i++) {
            byte[] changed = wasm.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            assertThat(verdict(changed)).isIn("taken", "refused");
        }
    }

    private static String verdict(byte[] wasm) {
        try {
            StaticPolicy.check(wasm);
            return "taken";
        } catch (Malformed e) {
            return "refused";
        }
    }
}
