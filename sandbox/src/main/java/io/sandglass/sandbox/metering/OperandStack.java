package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryReader;
import io.sandglass.sandbox.binary.Opcode;

/**
 * How many operands a valid function holds: at once, which is part of its frame, and so of how deep calls may go; and at
 * its labels, where compilers to the JVM note them all. What is never reached counts nothing.
 */
final class OperandStack {
    private static final int EMPTY = 0x40;
    private static final int LAST_VALUE_TYPE = 0x80;
    private static final int SELECT = 0x1B;

    private final Instructions code;
    private final Outline outline;
    private final int[] bases;
    private final int[] parameters;
    private final int[] results;
    private int blocks;
    private int height;
    private int highest;
    private int deadBlocks;
    private boolean dead;
    private long labels;
    private long atLabels;

    private OperandStack(Instructions code, Outline outline) {
        this.code = code;
        this.outline = outline;
        this.bases = new int[code.count()];
        this.parameters = new int[code.count()];
        this.results = new int[code.count()];
    }

    static OperandStack of(Instructions code, Outline outline) {
        OperandStack stack = new OperandStack(code, outline);
        for (int i = 0; i < code.count(); i++) {
            stack.visit(i);
        }
        return stack;
    }

    /** Most at once. */
    int highest() {
        return highest;
    }

    /** Places that jumps lead to, or from which they lead away. */
    long labels() {
        return labels;
    }

    /** Operands at all labels, added up. */
    long atLabels() {
        return atLabels;
    }

    private void visit(int index) {
        int opcode = code.opcode(index);
        if (dead) {
            skip(opcode);
            return;
        }
        switch (opcode) {
            case Opcode.BLOCK, Opcode.LOOP -> open(index);
            case Opcode.IF -> {
                height--;
                open(index);
            }
            case Opcode.ELSE -> otherwise();
            case Opcode.END -> close();
            case Opcode.CALL -> call(outline.shapeOfFunction(code.callee(index)));
            case Opcode.CALL_INDIRECT -> {
                height--;
                call(outline.type((int) code.immediates(index).u32()));
            }
            case Opcode.PREFIX_MISC -> height += OperandEffect.ofMisc(code.misc(index));
            default -> height += OperandEffect.of(opcode);
        }
        highest = Math.max(highest, height);
        note(labels(index));
        dead = OperandEffect.leaves(opcode);
    }

    private void note(int more) {
        labels += more;
        atLabels += (long) more * height;
    }

    /** As many as compilers to the JVM make of an instruction. A branch drops the operands on its way to each target. */
    private int labels(int index) {
        return switch (code.opcode(index)) {
            case Opcode.BLOCK, Opcode.LOOP, Opcode.ELSE -> 1;
            case Opcode.IF, Opcode.BR_IF, SELECT, Opcode.SELECT_TYPED -> 2;
            case Opcode.BR, Opcode.BR_TABLE -> height > 0 ? code.labels(index).length : 0;
            default -> 0;
        };
    }

    private void skip(int opcode) {
        switch (opcode) {
            case Opcode.BLOCK, Opcode.LOOP, Opcode.IF -> deadBlocks++;
            case Opcode.ELSE -> {
                if (deadBlocks == 0) {
                    dead = false;
                    otherwise();
                }
            }
            case Opcode.END -> {
                dead = deadBlocks > 0;
                if (dead) {
                    deadBlocks--;
                } else {
                    close();
                }
            }
            default -> {
                // never reached
            }
        }
    }

    private void call(FunctionShape callee) {
        height += callee.results() - callee.parameters();
    }

    private void open(int index) {
        BinaryReader type = code.immediates(index);
        int first = type.peek();
        boolean indexed = first != EMPTY && (first < EMPTY || first >= LAST_VALUE_TYPE);
        FunctionShape shape = indexed ? outline.type((int) type.s33()) : null;
        parameters[blocks] = shape == null ? 0 : shape.parameters();
        results[blocks] = shape != null ? shape.results() : first == EMPTY ? 0 : 1;
        bases[blocks] = height - parameters[blocks];
        blocks++;
    }

    private void otherwise() {
        height = bases[blocks - 1] + parameters[blocks - 1];
    }

    /** The last end is the function's own. */
    private void close() {
        if (blocks > 0) {
            blocks--;
            height = bases[blocks] + results[blocks];
        }
    }
}
