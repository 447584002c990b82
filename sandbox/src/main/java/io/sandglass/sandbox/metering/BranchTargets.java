package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryReader;
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
            case Opcode.BR, Opcode.BR_IF -> leave(code.immediates(index).u32());
            case Opcode.BR_TABLE -> leaveMany(code.immediates(index));
            default -> {
                // goes on
            }
        }
    }

    private void open(int index) {
        open[depth++] = index;
    }

    private void leave(long label) {
        leftEarly[open[depth - 1 - (int) label]] = true;
    }

    private void leaveMany(BinaryReader labels) {
        long count = labels.u32();
        for (long i = 0; i <= count; i++) {
            leave(labels.u32());
        }
    }
}
