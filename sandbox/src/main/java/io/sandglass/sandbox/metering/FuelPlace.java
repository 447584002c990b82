package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.Opcode;

/**
 * Whether a function had better keep fuel in a local, and move it to the global and back at each call, or pay out of the
 * global: whichever touches the global less often, if every loop goes round eight times.
 */
final class FuelPlace {
    private static final int ROUNDS_SHIFT = 3;
    private static final int DEEPEST_LOOP = 5;

    private final Instructions code;
    private final boolean[] openLoops;
    private int open;
    private int loops;

    private FuelPlace(Instructions code, int loops) {
        this.code = code;
        this.openLoops = new boolean[code.count() + 1];
        this.loops = loops;
    }

    /** @param again whether the whole function is a loop, as it calls itself last */
    static boolean inLocal(Instructions code, ChargePlan plan, Layout layout, boolean again) {
        FuelPlace place = new FuelPlace(code, again ? 1 : 0);
        long moved = 1;
        long paid = 0;
        for (int i = 0; i < code.count(); i++) {
            place.follow(i);
            paid += plan.charge(i) > 0 || plan.check(i) ? place.times() : 0;
            moved += layout.callsMetered(code, i) ? place.times() : 0;
        }
        return moved < paid;
    }

    private long times() {
        return 1L << ROUNDS_SHIFT * Math.min(loops, DEEPEST_LOOP);
    }

    private void follow(int index) {
        int opcode = code.opcode(index);
        if (opcode == Opcode.BLOCK || opcode == Opcode.LOOP || opcode == Opcode.IF) {
            openLoops[open++] = opcode == Opcode.LOOP;
            loops += opcode == Opcode.LOOP ? 1 : 0;
        } else if (opcode == Opcode.END && open > 0) {
            loops -= openLoops[--open] ? 1 : 0;
        }
    }
}
