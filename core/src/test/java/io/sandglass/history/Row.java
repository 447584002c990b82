package io.sandglass.history;

/**
 * A row of the store, one event of a run.
 *
 * @param node empty if it concerns the whole run
 * @param attempt 0 if it concerns none
 * @param detail for people
 */
public record Row(String run, long seq, Kind kind, String node, int attempt, String detail) {
    /** What happened. */
    public enum Kind {
        RUN_STARTED,
        ATTEMPT_STARTED,
        SUCCEEDED,
        /** For good. */
        FAILED,
        /** To be tried again. */
        FAILED_ONCE,
        SUSPENDED,
        SKIPPED,
        CANCELLED,
        CANCEL_ASKED,
        /** Somebody asked for something else. */
        CONTROL,
        RUN_SUCCEEDED,
        RUN_FAILED,
        RUN_CANCELLED;

        /** Whether nothing more may happen to the node. */
        public boolean endsNode() {
            return this == SUCCEEDED || this == FAILED || this == SKIPPED || this == CANCELLED;
        }

        /** Whether it tells what came of an attempt. */
        public boolean endsAttempt() {
            return this == SUCCEEDED || this == FAILED || this == FAILED_ONCE || this == SUSPENDED;
        }

        public boolean endsRun() {
            return this == RUN_SUCCEEDED || this == RUN_FAILED || this == RUN_CANCELLED;
        }
    }

    @Override
    public String toString() {
        return run + ":" + seq + " " + kind + (node.isEmpty() ? "" : " " + node) + (attempt == 0 ? "" : "#" + attempt)
                + (detail.isEmpty() ? "" : " " + detail);
    }
}
