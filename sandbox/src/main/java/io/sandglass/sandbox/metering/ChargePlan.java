package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.Opcode;

/**
 * Where a function pays for its instructions, and where it looks whether fuel is left.
 *
 * <p>Instructions are paid for in stretches without a jump, before the first of them. A short stretch is paid for at its
 * <em>head</em>: an earlier stretch that every way to it passes, once for each time it is reached. So at least the real
 * work is paid for, statically and always the same, with few places to pay at.
 *
 * <p>What is to be paid at the entry of a function is paid by its callers, with the call. A stretch that calls pays for
 * itself, and looks for fuel; so does what costs much, at once or {@linkplain UncheckedUnits together}, and every loop, which
 * begins with a head of its own.
 */
final class ChargePlan {
    private static final int LONGEST_MOVED = 12;
    /** What costs more is not begun without a look at the fuel. */
    static final long MOST_AT_ONCE = 1_000;

    private static final int MOST_MOVED = 36;

    /** A unit for blocks is no reason to pay at another place: they are nothing at all in compiled code. */
    private static final int MOST_FOR_EMPTY = 1;

    private final Instructions code;
    private final Layout layout;
    private final int function;
    private final boolean[] joinsAt;
    private final long[] charges;
    private final boolean[] checks;
    private final long[] moved;
    private final boolean[] deep;
    private final long entry;
    private final long returned;

    private final int[] openKinds;
    private final int[] openHeads;
    private int depth;

    private int head;
    private int stretch;
    private long cost;
    private int empty;
    private long callees;
    private long first;
    private boolean calls;
    private boolean callsDeep;
    private boolean unreachable;
    private int unreachableDepth;

    /**
     * @param function its place in the code section
     * @param entryCost what entering it costs
     */
    ChargePlan(Instructions code, Layout layout, int function, long entryCost) {
        this.code = code;
        this.layout = layout;
        this.function = function;
        this.joinsAt = BranchTargets.of(code);
        this.charges = new long[code.count() + 1];
        this.checks = new boolean[code.count() + 1];
        this.deep = new boolean[code.count() + 1];
        this.moved = new long[code.count() + 1];
        this.openKinds = new int[code.count()];
        this.openHeads = new int[code.count()];
        for (int i = 0; i < code.count(); i++) {
            visit(i);
        }
        entry = charges[0] - first + entryCost;
        charges[0] = first;
        for (int i = 0; i < charges.length; i++) {
            checks[i] |= charges[i] > MOST_AT_ONCE;
        }
        returned = new UncheckedUnits(code, layout).bound(charges, checks);
    }

    /** Units that are paid before the function is entered. */
    long entry() {
        return entry;
    }

    /** Units that nobody may have looked at when the function returns, beside those of before its entry. */
    long returned() {
        return returned;
    }

    /** Units to pay before this instruction. */
    long charge(int index) {
        return charges[index];
    }

    /** Whether to look for fuel before this instruction. */
    boolean check(int index) {
        return checks[index];
    }

    /** Whether to look for depth before this instruction. */
    boolean checkDepth(int index) {
        return deep[index];
    }

    private void visit(int index) {
        int opcode = code.opcode(index);
        if (unreachable) {
            skip(index, opcode);
            return;
        }
        cost += layout.price(code, index);
        empty += Prices.isEmpty(opcode) ? 1 : 0;
        if (layout.callsMetered(code, index)) {
            calls = true;
            callsDeep |= layout.callsDeep(code, index) && !layout.callsItselfLast(code, index, function);
            callees += layout.entryPrice(code, index);
        }
        boolean ends = endsStretch(index, opcode);
        if (ends) {
            pay();
            stretch = index + 1;
        }
        follow(index, opcode, ends);
    }

    private boolean endsStretch(int index, int opcode) {
        return switch (opcode) {
            case Opcode.LOOP, Opcode.IF, Opcode.ELSE, Opcode.BR_IF -> true;
            case Opcode.END -> depth == 0 || openKinds[depth - 1] != Opcode.BLOCK || joinsAt[index];
            default -> OperandEffect.leaves(opcode);
        };
    }

    private void pay() {
        cost += Prices.ofEmpty(empty);
        if (cost > 0) {
            charge();
        }
        if (calls) {
            charges[stretch] += callees;
            first += stretch == 0 ? callees : 0;
            checks[stretch] = true;
            deep[stretch] |= callsDeep;
        }
        begin();
    }

    private void charge() {
        long work = cost - Math.min(Prices.ofEmpty(empty), MOST_FOR_EMPTY);
        boolean movable = !calls && !checks[stretch] && work <= LONGEST_MOVED && moved[head] + work <= MOST_MOVED;
        if (stretch != head && movable) {
            moved[head] += work;
        } else {
            head = stretch;
        }
        charges[head] += cost;
    }

    private void begin() {
        cost = 0;
        empty = 0;
        callees = 0;
        calls = false;
        callsDeep = false;
    }

    private void follow(int index, int opcode, boolean ends) {
        switch (opcode) {
            case Opcode.BLOCK, Opcode.IF -> open(opcode);
            case Opcode.LOOP -> {
                open(opcode);
                head = index + 1;
                checks[head] = true;
            }
            case Opcode.ELSE -> head = openHeads[depth - 1];
            case Opcode.END -> close(ends);
            default -> unreachable = OperandEffect.leaves(opcode);
        }
    }

    private void open(int opcode) {
        openKinds[depth] = opcode;
        openHeads[depth++] = head;
    }

    /** Whatever happened inside, control came by the head from before it. */
    private void close(boolean joins) {
        if (depth > 0) {
            depth--;
            head = joins ? openHeads[depth] : head;
        }
    }

    /** Code that is never reached costs nothing; it ends where the block around it does. */
    private void skip(int index, int opcode) {
        switch (opcode) {
            case Opcode.BLOCK, Opcode.LOOP, Opcode.IF -> unreachableDepth++;
            case Opcode.ELSE -> {
                if (unreachableDepth == 0) {
                    goOn(index, openHeads[depth - 1]);
                }
            }
            case Opcode.END -> skipEnd(index);
            default -> {
                // never reached
            }
        }
    }

    private void skipEnd(int index) {
        if (unreachableDepth > 0) {
            unreachableDepth--;
        } else if (depth > 0) {
            depth--;
            goOn(index, openHeads[depth]);
        }
    }

    private void goOn(int index, int from) {
        unreachable = false;
        head = from;
        stretch = index + 1;
        begin();
    }
}
