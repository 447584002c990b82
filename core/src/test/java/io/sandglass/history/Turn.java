package io.sandglass.history;

/**
 * An attempt that began, and how long it had been ready. Times in milliseconds.
 *
 * @param notBefore when it was not ready yet; 0 if nobody can tell
 * @param surely when it was ready, but for what is on its way for a moment
 * @param waited whether from then on nothing but its turn was in its way, and all was well around the process
 */
record Turn(Observed began, Declared.Workflow workflow, long notBefore, long surely, boolean waited) {
    /** How long, in milliseconds, what is recorded may take to be heard of, or what is let in to begin. */
    static final long MOMENT = 30_000;

    /** Empty for none. */
    String pool() {
        return workflow.nodes().get(began.node()).pool();
    }

    String tenant() {
        return workflow.manners().tenant();
    }

    /** From when on it waited at the gate beyond doubt. */
    long from() {
        return surely + MOMENT;
    }

    /** Until when it waited beyond doubt. */
    long until() {
        return began.millis() - MOMENT;
    }

    /** Whether it waited at the gate at the same time as that one was let in, beyond doubt. */
    boolean waitedFor(Turn other) {
        long millis = other.began.millis();
        return waited && millis - MOMENT > from() && millis < until();
    }
}
