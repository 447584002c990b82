package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.Opcode;

/**
 * Where a function pays for its instructions, and where it looks whether fuel is left.
 *
 * <p>Instructions are paid for in stretches without a jump, before the first of them. A short stretch is paid for at its
 * <em>head</em>: an earlier stretch that every way to it passes, once for each time it is reached. So at least the real
 * work is paid for, statically and always the same, with few places to pay at. Every loop begins with a head of its own
 * and looks for fuel there; so does the entry of a function that calls.
 */
final class ChargePlan {
    private static final int LONGEST_MOVED = 12;
    private static final int MOST_MOVED = 36;

    private final Instructions code;
    private final boolean[] joinsAt;
    private final long[] charges;
    private final boolean[] checks;
    private final long[] moved;

    private final int[] openKinds;
    private final int[] openHeads;
    private int depth;

    private int head;
    private int stretch;
    private long cost;
    private boolean unreachable;
    private int unreachableDepth;

    /** @param entryCost what entering the function costs */
    ChargePlan(Instructions code, long entryCost) {
        this.code = code;
        this.joinsAt = BranchTargets.of(code);
        this.charges = new long[code.count() + 1];
        this.checks = new boolean[code.count() + 1];
        this.moved = new long[code.count() + 1];
        this.openKinds = new int[code.count()];
        this.openHeads = new int[code.count()];
        for (int i = 0; i < code.count(); i++) {
            visit(i);
        }
        charges[0] += entryCost;
        checks[0] |= code.call();
    }

    /** Units to pay before this instruction. */
    long charge(int index) {
        return charges[index];
    }

    /** Whether to look for fuel before this instruction. */
    boolean check(int index) {
        return checks[index];
    }

    private void visit(int index) {
        int opcode = code.opcode(index);
        if (unreachable) {
            skip(index, opcode);
            return;
        }
        cost += Prices.of(opcode);
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
            default -> leaves(opcode);
        };
    }

    /** Whether control never reaches the next instruction from this one. */
    private static boolean leaves(int opcode) {
        return switch (opcode) {
            case Opcode.UNREACHABLE, Opcode.BR, Opcode.BR_TABLE, Opcode.RETURN -> true;
            case Opcode.RETURN_CALL, Opcode.RETURN_CALL_INDIRECT -> true;
            default -> false;
        };
    }

    private void pay() {
        if (cost == 0) {
            return;
        }
        if (stretch == head) {
            charges[head] += cost;
        } else if (!checks[stretch] && cost <= LONGEST_MOVED && moved[head] + cost <= MOST_MOVED) {
            moved[head] += cost;
            charges[head] += cost;
        } else {
            charges[stretch] += cost;
            head = stretch;
        }
        cost = 0;
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
            default -> unreachable = leaves(opcode);
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
        cost = 0;
    }
}
