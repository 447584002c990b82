package io.sandglass.sandbox.metering;

import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Functions that call each other at random, and take steps on their way, for a module that has {@code $step}. */
final class RandomCalls {
    private static final int FUNCTIONS = 12;
    private static final int DEEPEST = 3;
    private static final String STEP = "(call $step) (br_if 0 (global.get $no))";

    /** One of two ways each time, whatever the engine. */
    private static final String COIN = """
            (global $seed (mut i32) (i32.const %d))
            (func $coin (result i32)
              (global.set $seed (i32.add (i32.mul (global.get $seed) (i32.const 1103515245)) (i32.const 12345)))
              (i32.and (i32.shr_u (global.get $seed) (i32.const 16)) (i32.const 1)))
            """;

    private final Random random;
    private final int seed;

    RandomCalls(long seed) {
        this.random = new Random(seed);
        this.seed = (int) seed;
    }

    /** {@code run} and those it calls. */
    String functions() {
        return COIN.formatted(seed)
                + "(table funcref (elem " + each(i -> "$f" + i) + "))"
                + each(i -> "(func $f" + i + " (block " + items(0) + "))")
                + "(func (export \"run\") (param i32) (result i32) (loop $l (call $f0) (br $l)) (i32.const 1))";
    }

    private static String each(IntFunction<String> text) {
        return IntStream.range(0, FUNCTIONS).mapToObj(text).collect(Collectors.joining(" "));
    }

    private String items(int depth) {
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(i -> item(depth))
                .collect(Collectors.joining(" "));
    }

    private String item(int depth) {
        int callee = random.nextInt(FUNCTIONS);
        return switch (random.nextInt(depth < DEEPEST ? 10 : 6)) {
            case 0, 1 -> STEP;
            case 2 -> "(call $f" + callee + ")";
            case 3 -> "(if (call $coin) (then (call $f" + callee + ")))";
            case 4 -> "(br_if " + random.nextInt(depth + 1) + " (call $coin))";
            case 5 ->
                random.nextInt(4) > 0
                        ? "(if (call $coin) (then (return)))"
                        : "(call_indirect (i32.const " + callee + "))";
            case 6 -> "(if (call $coin) (then " + items(depth + 1) + ") (else " + items(depth + 1) + "))";
            case 7 -> "(block " + items(depth + 1) + ")";
            case 8 -> "(loop " + items(depth + 1) + ")";
            default -> "(block (br_table 0 " + random.nextInt(depth + 1) + " (call $coin)))" + items(depth);
        };
    }
}
