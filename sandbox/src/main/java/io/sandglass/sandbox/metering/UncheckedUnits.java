package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.Opcode;

/**
 * How many units a function may have paid at each of its instructions since it last looked at the fuel, or since its entry:
 * the most on any way there. Where that would become too many, it has to look.
 *
 * <p>Ways only lead forward, but for those of loops, which look at each round, and of a function back to its own start,
 * which counts as a call. A function is entered with few unchecked units of its callers, and may come back with
 * {@linkplain ReturnedUnits more}, so whoever has many after a call looks before the next; otherwise what each of ten
 * thousand callers does on the way back, or each of ten thousand callees in a row, would add up.
 */
final class UncheckedUnits {
    /** Units that are paid at most between two looks, in whatever functions. */
    static final long MOST = 16_384;

    /** Those of them that may be paid before the entry of a function; who is called through a table pays by itself. */
    private static final long MOST_AT_ENTRY = ChargePlan.MOST_AT_ONCE;

    private static final long UNREACHED = -1;
    private static final int FUNCTION = 0;

    private final Instructions code;
    private final Layout layout;
    private final boolean[] loops;
    private final long[] elsewhere;
    private final long[] branched;
    private int depth;
    private long units;

    UncheckedUnits(Instructions code, Layout layout) {
        this.code = code;
        this.layout = layout;
        this.loops = new boolean[code.count() + 1];
        this.elsewhere = new long[code.count() + 1];
        this.branched = new long[code.count() + 1];
        open(false, UNREACHED);
    }

    /**
     * Adds the checks that are missing.
     *
     * @param charges what is paid before each instruction
     * @param checks where the function looks afterwards; each stretch that calls does so already
     * @return units with which the function may return beside those that it was entered with
     */
    long bound(long[] charges, boolean[] checks) {
        for (int i = 0; i < code.count(); i++) {
            if (units != UNREACHED) {
                checks[i] |= units + charges[i] > MOST - MOST_AT_ENTRY || callsWithTooMany(i);
                units = checks[i] ? 0 : units + charges[i];
            }
            visit(i);
        }
        return Math.max(units, 0);
    }

    private boolean callsWithTooMany(int index) {
        return layout.callsCounting(code, index) && units > (code.callsIndirect(index) ? 0 : MOST_AT_ENTRY);
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
            units = Math.min(MOST, units + layout.unitsReturned(code, index));
        }
        if (returns(code.opcode(index))) {
            branched[FUNCTION] = Math.max(branched[FUNCTION], units);
        }
    }

    private static boolean returns(int opcode) {
        return opcode == Opcode.RETURN || opcode == Opcode.RETURN_CALL || opcode == Opcode.RETURN_CALL_INDIRECT;
    }

    private void branch(int label) {
        int block = depth - 1 - label;
        if (!loops[block]) {
            branched[block] = Math.max(branched[block], units);
        }
    }
}
