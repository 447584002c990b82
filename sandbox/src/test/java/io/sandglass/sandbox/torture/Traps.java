package io.sandglass.sandbox.torture;

import static io.sandglass.sandbox.torture.Hostile.command;
import static io.sandglass.sandbox.torture.Hostile.module;
import static io.sandglass.sandbox.torture.Hostile.of;

import io.sandglass.sandbox.policy.Bytes;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Guests that break a rule of the language, and guests that reach for their own meter. */
final class Traps {
    private static final String TABLE = "(table 2 funcref) (elem (i32.const 0) $f) (func $f) ";

    private Traps() {}

    static Stream<Hostile> all() {
        return Stream.concat(traps(), forgeries());
    }

    private static Stream<Hostile> traps() {
        return Stream.of(
                command("unreachable", "TRAP unreachable", "unreachable"),
                command("divzero", "TRAP integer-divide-by-zero", "(drop (i32.div_s (i32.const 1) (i32.const 0)))"),
                command("remzero", "TRAP integer-divide-by-zero", "(drop (i64.rem_u (i64.const 1) (i64.const 0)))"),
                command(
                        "div_overflow",
                        "TRAP integer-overflow",
                        "(drop (i32.div_s (i32.const 0x80000000) (i32.const -1)))"),
                command("trunc_nan", "TRAP invalid-conversion", "(drop (i32.trunc_f32_s (f32.const nan)))"),
                command("trunc_huge", "TRAP integer-overflow", "(drop (i64.trunc_f64_s (f64.const 1e300)))"),
                module(
                        "ci_mismatch",
                        "TRAP bad-indirect-call",
                        TABLE + "(func (export \"_start\") (call_indirect (param i32) (i32.const 1) (i32.const 0)))"),
                module(
                        "ci_null",
                        "TRAP bad-indirect-call",
                        TABLE + "(func (export \"_start\") (call_indirect (i32.const 1)))"),
                module(
                        "ci_beyond",
                        "TRAP bad-indirect-call",
                        TABLE + "(func (export \"_start\") (call_indirect (i32.const -1)))"));
    }

    /** Each names a local, a label, a global or an export that only metering adds. */
    private static Stream<Hostile> forgeries() {
        List<String> reached = List.of("42 09 21 00", "0C 01", "0C 02", "42 09 24 00", "41 09 24 01", "23 00 1A");
        Stream<Hostile> invalid = IntStream.range(0, reached.size())
                .mapToObj(i -> of(
                        "fuel_forge_" + (i + 1),
                        "INVALID not a valid module",
                        Binary.command("03 40 0B " + reached.get(i))));
        byte[] reserved = Bytes.module()
                .section(7, Bytes.of(1).name("sandglass:fuel").raw(0, 0))
                .get();
        return Stream.concat(Stream.of(of("fuel_forge", "REFUSED reserved", reserved), undeclaredReference()), invalid);
    }

    /** Takes the address of a function that is otherwise called by its number, and whose callers therefore pay for it. */
    private static Hostile undeclaredReference() {
        return of(
                "fuel_forge_reference",
                "REFUSED undeclared function reference",
                Bytes.module()
                        .section(1, Bytes.of(1, 0x60, 0, 0))
                        .section(3, Bytes.of(2, 0, 0))
                        .section(7, Bytes.of(1).name("_start").raw(0, 0))
                        .section(
                                10,
                                Bytes.of(2)
                                        .sized(Bytes.of(0, 0xD2, 1, 0x1A, 0x0B))
                                        .sized(Bytes.of(0, 0x0B)))
                        .get());
    }
}
