package io.sandglass.sandbox.policy;

import io.sandglass.sandbox.binary.Malformed;
import java.util.BitSet;

/** The blocks of one function that are open, and how many stand beside each other in each. */
final class Nesting {
    /** The compiler of Go makes one block of each place where a function can be resumed: esbuild has 3,290 in one. */
    private static final int DEEPEST = 4_096;

    private final int[] inside = new int[DEEPEST + 1];
    private final BitSet loops = new BitSet();
    private int open;

    /** Another function begins. */
    void begin() {
        open = 0;
        inside[0] = 0;
    }

    void open(boolean loop) {
        if (open == DEEPEST) {
            throw new Malformed("blocks are nested deeper than " + DEEPEST);
        }
        count();
        open++;
        inside[open] = 0;
        loops.set(open, loop);
    }

    /** Something stands here that has a block around it once it is metered; up to two where it looks for depth as well. */
    void count() {
        inside[open]++;
    }

    /** Whether the next {@code end} is that of the function. */
    boolean atFunction() {
        return open == 0;
    }

    /**
     * The innermost block ends.
     *
     * @return if it is a loop, how many blocks stand beside it so far
     */
    int close() {
        open--;
        return loops.get(open + 1) ? inside[open] : 0;
    }
}
