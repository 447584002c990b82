package io.sandglass.sandbox.metering;

import java.util.List;
import java.util.Random;

/**
 * Writes expressions over the locals and globals of a {@link RandomProgram}.
 *
 * <p>Floating point numbers are compared and converted but never stored: the bits of a NaN are the machine's own affair.
 */
final class RandomExpression {
    private static final List<String> I32 = List.of("add", "mul", "xor", "lt_s", "rotl", "and", "shr_u", "sub", "ge_u");
    private static final List<String> I64 = List.of("add", "mul", "xor", "rotr", "or", "shl", "shr_s", "sub");
    private static final List<String> F64 = List.of("add", "mul", "sub", "div", "min", "max");
    private static final List<String> COUNT = List.of("clz", "ctz", "popcnt", "extend8_s", "extend16_s");
    private static final List<String> LOADS = List.of("load", "load8_s", "load8_u", "load16_s", "load16_u");

    private final Random random;

    RandomExpression(Random random) {
        this.random = random;
    }

    String i32(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return i32Leaf();
        }
        return switch (random.nextInt(9)) {
            case 0 -> "(i32." + any(COUNT) + " " + i32(depth - 1) + ")";
            case 1 -> "(i32." + any(LOADS) + " " + address(depth - 1) + ")";
            case 2 -> "(select " + i32(depth - 1) + " " + i32(depth - 1) + " " + i32(depth - 1) + ")";
            case 3 -> "(i64.lt_u " + i64(depth - 1) + " " + i64(depth - 1) + ")";
            case 4 -> "(f64.gt " + f64(depth - 1) + " " + f64(depth - 1) + ")";
            default -> "(i32." + any(I32) + " " + i32(depth - 1) + " " + i32(depth - 1) + ")";
        };
    }

    private String i32Leaf() {
        return switch (random.nextInt(9)) {
            case 0 -> "(local.get $p)";
            case 1 -> "(local.get $x)";
            case 2 -> "(global.get $g)";
            case 3 -> "(i32.load (i32.const 64))";
            case 4 -> "(i32.wrap_i64 (local.get $w))";
            case 5 -> "(i32.trunc_sat_f64_s (local.get $d))";
            default -> "(i32.const " + (random.nextInt(9) - 2) + ")";
        };
    }

    String i64(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return random.nextBoolean() ? "(local.get $w)" : "(i64.const " + random.nextLong() + ")";
        }
        return switch (random.nextInt(6)) {
            case 0 -> "(i64.extend_i32_u " + i32(depth - 1) + ")";
            case 1 -> "(i64.load32_s " + address(depth - 1) + ")";
            case 2 -> "(i64.div_s " + i64(depth - 1) + " (i64.or (i64.const 2) " + i64(depth - 1) + "))";
            default -> "(i64." + any(I64) + " " + i64(depth - 1) + " " + i64(depth - 1) + ")";
        };
    }

    String f64(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return random.nextBoolean() ? "(local.get $d)" : "(f64.const " + random.nextInt(1_000) / 8.0 + ")";
        }
        return switch (random.nextInt(5)) {
            case 0 -> "(f64.convert_i32_s " + i32(depth - 1) + ")";
            case 1 -> "(f64.sqrt " + f64(depth - 1) + ")";
            default -> "(f64." + any(F64) + " " + f64(depth - 1) + " " + f64(depth - 1) + ")";
        };
    }

    /** Anywhere in the first page; one in a hundred anywhere at all. */
    String store() {
        String where = random.nextInt(100) == 0 ? i32(1) : address(1);
        return switch (random.nextInt(4)) {
            case 0 -> "(i32.store8 " + where + " " + i32(1) + ")";
            case 1 -> "(i64.store " + where + " " + i64(1) + ")";
            case 2 -> "(global.set $h " + i64(2) + ")";
            default -> "(i32.store16 offset=3 " + where + " " + i32(1) + ")";
        };
    }

    private String address(int depth) {
        return "(i32.and " + i32(depth) + " (i32.const 65520))";
    }

    private String any(List<String> names) {
        return names.get(random.nextInt(names.size()));
    }
}
