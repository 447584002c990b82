package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.Opcode;

/**
 * How many units a function may have paid at each of its instructions since it, or who called it, last looked at the fuel:
 * the most on any way there. Where that would become too many, it has to look.
 *
 * <p>Ways only lead forward, but for those of loops, which look at each round. A called function may come back with as many
 * unchecked units as are allowed, so whoever pays or calls after a call looks; otherwise what each of ten thousand callers
 * does on the way back, or each of ten thousand callees in a row, would add up.
 */
final class UncheckedUnits {
    /** Units that are paid at most between two looks. */
    static final long MOST = 16_384;

    private static final long UNREACHED = -1;

    private final Instructions code;
    private final Layout layout;
    private final boolean[] loops;
    private final long[] elsewhere;
    private final long[] branched;
    private int depth;
    private long units;

    /** @param entry units that were paid without a look before the first instruction */
    UncheckedUnits(Instructions code, Layout layout, long entry) {
        this.code = code;
        this.layout = layout;
        this.loops = new boolean[code.count() + 1];
        this.elsewhere = new long[code.count() + 1];
        this.branched = new long[code.count() + 1];
        this.units = entry;
        open(false, UNREACHED);
    }

    /**
     * Adds the checks that are missing.
     *
     * @param charges what is paid before each instruction
     * @param checks where the function looks afterwards
     */
    void bound(long[] charges, boolean[] checks) {
        for (int i = 0; i < code.count(); i++) {
            if (units != UNREACHED) {
                checks[i] |= units + charges[i] > MOST || units == MOST && layout.callsCounting(code, i);
                units = checks[i] ? 0 : units + charges[i];
            }
            visit(i);
        }
    }

    private void visit(int index) {
        int opcode = code.opcode(index);
        switch (opcode) {
            case Opcode.BLOCK -> open(false, UNREACHED);
            case Opcode.LOOP -> open(true, UNREACHED);
            case Opcode.IF -> open(false, units);
            case Opcode.ELSE -> otherwise();
            case Opcode.END -> close();
            default -> goOn(index);
        }
        units = OperandEffect.leaves(opcode) ? UNREACHED : units;
    }

    /** @param unlessEntered units with which control comes to the end of the block without going through it */
    private void open(boolean loop, long unlessEntered) {
        loops[depth] = loop;
        elsewhere[depth] = unlessEntered;
        branched[depth++] = UNREACHED;
    }

    private void otherwise() {
        int block = depth - 1;
        branched[block] = Math.max(branched[block], units);
        units = elsewhere[block];
        elsewhere[block] = UNREACHED;
    }

    private void close() {
        depth--;
        units = Math.max(units, Math.max(elsewhere[depth], branched[depth]));
    }

    private void goOn(int index) {
        for (int label : code.labels(index)) {
            branch(label);
        }
        if (units != UNREACHED && layout.callsCounting(code, index)) {
            units = MOST;
        }
    }

    private void branch(int label) {
        int block = depth - 1 - label;
        if (!loops[block]) {
            branched[block] = Math.max(branched[block], units);
        }
    }
}
