package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.Opcode;

/**
 * Which blocks some branch leaves early. Behind the others control flows straight on.
 */
final class BranchTargets {
    private final Instructions code;
    private final boolean[] leftEarly;
    private final boolean[] joinsAt;
    private final int[] open;
    private int depth;

    private BranchTargets(Instructions code) {
        this.code = code;
        this.leftEarly = new boolean[code.count() + 1];
        this.joinsAt = new boolean[code.count()];
        this.open = new int[code.count() + 1];
    }

    /** For each {@code end}, whether a branch leads there. */
    static boolean[] of(Instructions code) {
        BranchTargets targets = new BranchTargets(code);
        targets.open(code.count());
        for (int i = 0; i < code.count(); i++) {
            targets.visit(i);
        }
        return targets.joinsAt;
    }

    private void visit(int index) {
        switch (code.opcode(index)) {
            case Opcode.BLOCK, Opcode.LOOP, Opcode.IF -> open(index);
            case Opcode.END -> joinsAt[index] = leftEarly[open[--depth]];
            default -> {
                for (int label : code.labels(index)) {
                    leave(label);
                }
            }
        }
    }

    private void open(int index) {
        open[depth++] = index;
    }

    private void leave(int label) {
        leftEarly[open[depth - 1 - label]] = true;
    }
}
