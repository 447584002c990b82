package io.sandglass.sandbox.torture;

import static io.sandglass.sandbox.torture.Hostile.command;
import static io.sandglass.sandbox.torture.Hostile.module;
import static io.sandglass.sandbox.torture.Hostile.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.SandboxLimits;
import io.sandglass.sandbox.SandboxResult;
import io.sandglass.sandbox.metering.TailCalls;
import java.time.Duration;
import java.util.stream.Stream;

/** Guests that never end by themselves. */
final class Loops {
    private static final String FUEL = "FUEL_EXHAUSTED";

    /** All the fuel there is, and little time. */
    private static final SandboxLimits BRIEF = SandboxLimits.DEFAULTS.withWall(Duration.ofSeconds(1));

    private Loops() {}

    static Stream<Hostile> all() {
        return Stream.of(branches(), hidden(), bulk())
                .flatMap(cases -> cases)
                .map(guest -> guest.expected().word().equals(FUEL) ? guest.and(Loops::usesAllItHas) : guest);
    }

    private static void usesAllItHas(SandboxResult result) {
        assertThat(result.usage().fuelUnits()).isEqualTo(3_000_000);
    }

    private static Stream<Hostile> branches() {
        return Stream.of(
                command("loop_br", FUEL, "(loop $l (br $l))"),
                command("loop_brif", FUEL, "(loop $l (br_if $l (i32.const 1)))"),
                command("loop_brtable", FUEL, "(loop $l (br_table $l $l (i32.const 7)))"),
                command("loop_nested", FUEL, "(loop $a (loop $b (br_if $a (i32.const 1)) (br $b)))"),
                of("tailcall_loop", FUEL, Binary.command("12 00")),
                of("tailcall_mutual", "STACK_LIMIT stack-limit", TailCalls.assemble("""
                        (module
                          (func $even nop nop nop (call $odd))
                          (func $odd nop nop nop (call $even))
                          (func (export "_start") (call $even)))
                        """)));
    }

    /** Where nobody looks, or where the engine's compiler gives up. */
    private static Stream<Hostile> hidden() {
        String filler = "(local.set $x (i64.add (local.get $x) (i64.const 123456789012)))".repeat(10_000);
        String never = "(if (i32.const 0) (then " + filler + "))";
        String nops = "nop ".repeat(100_000);
        String blocks = "(block) (loop)".repeat(9_000);
        return Stream.of(
                command("hugefn_loop", FUEL, "(local $x i64) (loop $l " + filler + " (br_if $l (i32.const 1)))"),
                command("hugefn_wall", "TIMED_OUT", "(local $x i64) " + never + "(loop $l (br_if $l (i32.const 1)))")
                        .within(BRIEF),
                command(
                        "hugefn_nops",
                        FUEL,
                        "(local $x i64) " + never + "(loop $l " + nops + "(br_if $l (i32.const 1)))"),
                command(
                        "hugefn_blocks",
                        FUEL,
                        "(local $x i64) " + never + "(loop $l " + blocks + "(br_if $l (i32.const 1)))"),
                module("start_loop", FUEL, """
                        (func $f (loop $l (br $l))) (start $f) (func (export "_start"))"""),
                module("ctor_loop", FUEL, """
                        (func $__wasm_call_ctors (loop $l (br_if $l (i32.const 1))))
                        (func (export "_start") (call $__wasm_call_ctors))"""));
    }

    private static Stream<Hostile> bulk() {
        return Stream.of(
                command("grow_loop", FUEL, "(loop $l (drop (memory.grow (i32.const 1))) (br $l))"),
                command(
                        "fill_bomb",
                        FUEL,
                        "(loop $l (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536)) (br $l))"),
                command(
                        "copy_bomb",
                        FUEL,
                        "(loop $l (memory.copy (i32.const 0) (i32.const 1) (i32.const 65535)) (br $l))"),
                module("init_bomb", FUEL, """
                        (memory 1) (data $d "%s")
                        (func (export "_start")
                          (loop $l (memory.init $d (i32.const 0) (i32.const 0) (i32.const 4096)) (br $l)))
                        """.formatted("x".repeat(4_096))),
                module("tabfill_bomb", FUEL, """
                        (table $t 9000 funcref)
                        (func (export "_start")
                          (loop $l (table.fill $t (i32.const 0) (ref.null func) (i32.const 9000)) (br $l)))"""),
                module("tabcopy_bomb", FUEL, """
                        (table $t 9000 funcref)
                        (func (export "_start")
                          (loop $l (table.copy (i32.const 0) (i32.const 1) (i32.const 8999)) (br $l)))"""));
    }
}
