package io.sandglass.sandbox.metering;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * Writes programs with every kind of control flow that surely end: loops count down, calls go to earlier functions, and
 * branches go outwards.
 */
public final class RandomProgram {
    private static final int FUNCTIONS = 6;
    private static final int MAX_DEPTH = 4;

    /** Small functions, one in the other, and two that call each other. */
    private static final String SMALL = """
            (func $t0 (export "small") (param i32) (result i32) (i32.xor (local.get 0) (global.get $g)))
            (func $t1 (param i32) (result i32)
              (if (result i32) (local.get 0) (then (i32.const 3)) (else (call $t0 (i32.const 4)))))
            (func $t2 (param i32) (result i32) (local $x i32) (local.set $x (call $t1 (local.get 0)))
              (if (i32.eqz (local.get $x)) (then (return (local.get 0)))) (call $t0 (local.get $x)))
            (func $r (export "again") (param i32) (result i32)
              (if (i32.le_s (local.get 0) (i32.const 0)) (then (return (call $t1 (global.get $g)))))
              (call $t2 (call $s (i32.sub (local.get 0) (i32.const 1)))))
            (func $s (param i32) (result i32) (local $x i32)
              (local.set $x (call $r (i32.and (local.get 0) (i32.const 7))))
              (loop $l (br_if $l (local.tee $x (i32.shr_u (local.get $x) (i32.const 3)))))
              (i32.add (local.get 0) (local.get $x)))
            """;

    private final Random random;
    private final RandomExpression expressions;
    private final StringBuilder text = new StringBuilder();
    private final Deque<String> labels = new ArrayDeque<>();
    private int function;
    private int counters;
    private int names;

    private RandomProgram(long seed) {
        this.random = new Random(seed);
        this.expressions = new RandomExpression(random);
    }

    /** The text of a module; its export {@code run} takes an i32 and returns one. */
    public static String of(long seed) {
        return new RandomProgram(seed).module();
    }

    private String module() {
        text.append("""
                (module (memory (export "memory") 1 4) (table 8 funcref)
                (type $t (func (param i32) (result i32))) (elem (i32.const 0) $f0 $f1 $f2 $f3 $f4)
                (elem $e funcref (ref.func $f0)) (data $d "some bytes that are copied")
                (global $g (mut i32) (i32.const 5)) (global $h (mut i64) (i64.const -7))
                (func $pair (param i32) (result i32 i64)
                  (i32.add (local.get 0) (i32.const 1)) (i64.extend_i32_s (local.get 0)))
                """);
        text.append(SMALL);
        for (function = 0; function < FUNCTIONS; function++) {
            function();
        }
        return text.append("(export \"run\" (func $f")
                .append(FUNCTIONS - 1)
                .append(")))")
                .toString();
    }

    private void function() {
        counters = 0;
        text.append("(func $f").append(function).append(" (param $p i32) (result i32) (local $x i32) (local $y i32)");
        text.append(" (local $w i64) (local $d f64)");
        for (int i = 0; i < 40; i++) {
            text.append(" (local $c").append(i).append(" i32)");
        }
        statements(2 + random.nextInt(6), 0);
        text.append("(i32.add (local.get $x) (local.get $y)))\n");
    }

    private void statements(int count, int depth) {
        for (int i = 0; i < count; i++) {
            statement(depth);
        }
    }

    private void statement(int depth) {
        int kind = random.nextInt(depth < MAX_DEPTH ? 20 : 11);
        switch (kind) {
            case 0, 1 -> text.append("(local.set $x ").append(expression(2)).append(")\n");
            case 2 ->
                text.append("(i32.store (i32.const 64) ").append(expression(1)).append(")\n");
            case 3 -> text.append("(global.set $g ").append(expression(1)).append(")\n");
            case 4 -> branch();
            case 5 -> bulk();
            case 6 -> call(depth);
            case 7 -> text.append("(local.set $w ").append(expressions.i64(2)).append(")\n");
            case 8 -> text.append("(local.set $d ").append(expressions.f64(2)).append(")\n");
            case 9 -> text.append(expressions.store()).append('\n');
            case 10 -> tables(depth);
            case 11, 12 -> block(depth);
            case 13, 14 -> loop(depth);
            case 15, 16 -> ifElse(depth);
            case 17, 18 -> small(depth);
            default -> rare();
        }
    }

    private void branch() {
        if (labels.isEmpty()) {
            return;
        }
        String label = anyLabel();
        if (random.nextBoolean()) {
            text.append("(br_if ")
                    .append(label)
                    .append(' ')
                    .append(expression(1))
                    .append(")\n");
        } else {
            text.append("(br_table ")
                    .append(label)
                    .append(' ')
                    .append(anyLabel())
                    .append(' ')
                    .append(anyLabel());
            text.append(' ').append(expression(1)).append(")\n");
        }
    }

    private String anyLabel() {
        return labels.stream().skip(random.nextInt(labels.size())).findFirst().orElseThrow();
    }

    private void bulk() {
        switch (random.nextInt(5)) {
            case 4 -> text.append("(memory.init $d (i32.const 400) (i32.const 2) (i32.const 20))\n");
            case 0 -> text.append("(memory.fill (i32.const 200) (local.get $x) (i32.const 100))\n");
            case 1 -> text.append("(memory.copy (i32.const 300) (i32.const 200) (i32.const 33))\n");
            case 2 -> text.append("(local.set $y (memory.grow (i32.const 1)))\n");
            default -> text.append("(local.set $y (table.grow (ref.null func) (i32.const 3)))\n");
        }
    }

    private void call(int depth) {
        if (function > 0 && depth < 2) {
            text.append("(local.set $y (call $f").append(random.nextInt(function));
            text.append(' ').append(expression(1)).append("))\n");
        }
    }

    /** Indirect calls, to earlier functions mostly, so that programs end. */
    private void tables(int depth) {
        switch (random.nextInt(5)) {
            case 0 -> text.append("(table.set (i32.const 6) (table.get (i32.const 3)))\n");
            case 1 -> text.append("(local.set $y (table.size))\n");
            case 2 -> text.append("(table.copy (i32.const 5) (i32.const 0) (i32.const 1))\n");
            case 3 -> text.append("(call $pair ").append(expression(1)).append(") (local.set $w) (local.set $y)\n");
            default -> indirectCall(depth);
        }
    }

    private void indirectCall(int depth) {
        if (function == 0 || depth >= 2) {
            return;
        }
        int most = Integer.highestOneBit(function) - 1;
        String index =
                random.nextInt(40) == 0 ? "(i32.const 7)" : "(i32.and " + expression(1) + " (i32.const " + most + "))";
        text.append("(local.set $y (call_indirect (type $t) ")
                .append(expression(1))
                .append(' ')
                .append(index)
                .append("))\n");
    }

    private void small(int depth) {
        if (depth < 2 && random.nextBoolean()) {
            text.append("(local.set $y (call $r (i32.const %d)))\n".formatted(random.nextInt(6)));
        } else {
            text.append("(local.set $x (call $t2 ").append(expression(1)).append("))\n");
        }
    }

    private void block(int depth) {
        String label = "$b" + names++;
        text.append("(block ").append(label).append('\n');
        labels.push(label);
        statements(1 + random.nextInt(3), depth + 1);
        labels.pop();
        text.append(")\n");
    }

    private void loop(int depth) {
        if (counters == 40) {
            return;
        }
        String counter = "$c" + counters++;
        String label = "$l" + names++;
        text.append("(local.set ")
                .append(counter)
                .append(" (i32.const ")
                .append(1 + random.nextInt(3))
                .append("))\n");
        text.append("(loop ").append(label).append('\n');
        statements(1 + random.nextInt(3), depth + 1);
        text.append("(br_if ").append(label).append(" (local.tee ").append(counter);
        text.append(" (i32.sub (local.get ").append(counter).append(") (i32.const 1)))))\n");
    }

    private void ifElse(int depth) {
        text.append("(if ").append(expression(1)).append(" (then\n");
        statements(random.nextInt(3), depth + 1);
        text.append(")");
        if (random.nextBoolean()) {
            text.append("(else\n");
            statements(random.nextInt(3), depth + 1);
            text.append(")");
        }
        text.append(")\n");
    }

    private void rare() {
        switch (random.nextInt(4)) {
            case 0 -> text.append("(if ").append(expression(1)).append(" (then (return (local.get $x))))\n");
            case 1 -> text.append("(if (i32.eq (local.get $x) (i32.const 77)) (then unreachable))\n");
            case 2 ->
                text.append("(local.set $x (i32.div_u ").append(expression(1)).append(" (local.get $y)))\n");
            default -> {
                if (!labels.isEmpty()) {
                    text.append("(br ").append(anyLabel()).append(")\n");
                }
            }
        }
    }

    private String expression(int depth) {
        return expressions.i32(depth);
    }
}
