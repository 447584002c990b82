package io.sandglass.sandbox.torture;

import static io.sandglass.sandbox.torture.Hostile.PAGE;
import static io.sandglass.sandbox.torture.Hostile.command;
import static io.sandglass.sandbox.torture.Hostile.module;
import static io.sandglass.sandbox.torture.Hostile.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.SandboxLimits;
import io.sandglass.sandbox.policy.Bytes;
import java.util.stream.Stream;

/** Guests that want more memory, or longer tables, than there are. */
final class Sizes {
    private Sizes() {}

    static Stream<Hostile> all() {
        return Stream.of(memories(), addresses(), tables()).flatMap(cases -> cases);
    }

    private static Stream<Hostile> memories() {
        return Stream.of(
                command("grow_slow", "OK", "(loop $l (br_if $l (i32.ge_s (memory.grow (i32.const 1)) (i32.const 0))))")
                        .and(result ->
                                assertThat(result.usage().peakMemoryBytes()).isEqualTo(10 * PAGE)),
                command("grow_once", "OK", """
                        (if (i32.ne (memory.grow (i32.const 65535)) (i32.const -1)) (then unreachable))
                        (if (i32.ne (memory.grow (i32.const -1)) (i32.const -1)) (then unreachable))
                        (if (i32.ne (memory.grow (i32.const 10)) (i32.const -1)) (then unreachable))
                        (if (i32.ne (memory.size) (i32.const 1)) (then unreachable))""")
                        .and(result ->
                                assertThat(result.usage().peakMemoryBytes()).isEqualTo(PAGE)),
                command("grow_to_limit", "OK", """
                        (if (i32.ne (memory.grow (i32.const 9)) (i32.const 1)) (then unreachable))
                        (if (i32.ne (memory.grow (i32.const 1)) (i32.const -1)) (then unreachable))""")
                        .and(result ->
                                assertThat(result.usage().peakMemoryBytes()).isEqualTo(10 * PAGE)),
                module("init_mem_huge", "MEMORY_LIMIT memory-limit", "(memory 30000) (func (export \"_start\"))")
                        .and(result ->
                                assertThat(result.usage().peakMemoryBytes()).isZero()),
                of(
                        "multimem",
                        "REFUSED more than one memory",
                        Bytes.module().section(5, Bytes.of(2, 0, 1, 0, 1)).get()),
                command("mem_bounds", "TRAP out-of-bounds", "(drop (i32.load offset=65533 (i32.const 0)))"),
                command(
                        "mem_bounds_wrap",
                        "TRAP out-of-bounds",
                        "(i64.store offset=4294967295 (i32.const -1) (i64.const 1))"),
                command(
                                "fill_overflow",
                                "TRAP out-of-bounds",
                                "(memory.fill (i32.const -1) (i32.const 1) (i32.const 2147483647))")
                        .within(SandboxLimits.DEFAULTS),
                command(
                                "copy_overflow",
                                "TRAP out-of-bounds",
                                "(memory.copy (i32.const 2147483647) (i32.const 0) (i32.const -1))")
                        .within(SandboxLimits.DEFAULTS),
                module(
                        "segment_oob",
                        "TRAP out-of-bounds",
                        "(memory 1) (data (i32.const 65535) \"ab\") (func (export \"_start\"))"));
    }

    /** One byte too far, or an address that is one of them only without a sign. */
    private static Stream<Hostile> addresses() {
        return Stream.of(
                bounds("load", "(drop (i32.load (i32.const 65536)))"),
                bounds("load_negative", "(drop (i32.load (i32.const -4)))"),
                bounds("store", "(i64.store (i32.const 65529) (i64.const 1))"),
                bounds("fill", "(memory.fill (i32.const 65535) (i32.const 1) (i32.const 2))"),
                bounds("copy", "(memory.copy (i32.const 0) (i32.const -1) (i32.const 8))"));
    }

    private static Hostile bounds(String name, String body) {
        return command("mem_bounds_" + name, "TRAP out-of-bounds", body);
    }

    private static Stream<Hostile> tables() {
        return Stream.of(
                module("tab_grow", "OK", """
                        (table $t 1 funcref)
                        (func (export "_start")
                          (if (i32.ne (table.size $t) (i32.const 1)) (then unreachable))
                          (if (i32.ne (table.grow $t (ref.null func) (i32.const 10000)) (i32.const 1)) (then unreachable))
                          (if (i32.ne (table.grow $t (ref.null func) (i32.const 10000)) (i32.const -1)) (then unreachable))
                          (if (i32.ne (table.grow $t (ref.null func) (i32.const -1)) (i32.const -1)) (then unreachable)))
                        """),
                module(
                        "tab_huge",
                        "MEMORY_LIMIT table-limit",
                        "(table 11000 funcref) (table 11000 funcref) (func (export \"_start\"))"),
                module("tab_bounds", "TRAP out-of-bounds", """
                        (table $t 1 funcref) (func (export "_start") (drop (table.get $t (i32.const 1))))"""),
                module("tab_fill_bounds", "TRAP out-of-bounds", """
                        (table 2 funcref)
                        (func (export "_start") (table.fill (i32.const 1) (ref.null func) (i32.const 2)))"""),
                module("tab_copy_overflow", "TRAP out-of-bounds", """
                        (table $t 9 funcref)
                        (func (export "_start")
                          (table.copy (i32.const -1) (i32.const 0) (i32.const 2147483647)))""").within(SandboxLimits.DEFAULTS),
                module("elem_oob", "TRAP out-of-bounds", """
                        (table 1 funcref) (elem (i32.const 1) $f) (func $f (export "_start"))"""));
    }
}
