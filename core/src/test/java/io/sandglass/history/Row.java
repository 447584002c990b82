package io.sandglass.history;

/**
 * A row of the store, one event of a run.
 *
 * @param node empty if it concerns the whole run
 * @param attempt 0 if it concerns none
 * @param detail for people
 */
public record Row(String run, long seq, Kind kind, String node, int attempt, String detail) {
    /** The detail of an end that a rerun took over. */
    public static final String TAKEN_OVER = "taken over";

    /** How the detail of a rerun's first row begins; the run before and, if there is one, the first node follow. */
    public static final String RERUN_OF = "rerun of ";

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
        /** The detail: {@code signal} and its name or {@code decision}, and {@code until} if it does not wait for ever. */
        AWAITS,
        SKIPPED,
        CANCELLED,
        /** By somebody, or {@link #TAKEN_OVER} from another run. */
        FORCED_SUCCEEDED,
        FORCED_FAILED,
        FORCED_SKIPPED,
        CANCEL_ASKED,
        PAUSED,
        RESUMED,
        /** The run goes on although it had ended. */
        REOPENED,
        /** The detail is the signal's name. */
        SIGNALLED,
        /** The same, known from the run of which this is a rerun. */
        SIGNAL_KNOWN,
        /** Somebody decided on the node. */
        DECIDED,
        /** The detail is the new one. */
        PRIORITY,
        /** The run waits for others. */
        QUEUED,
        /** The run waits no longer. */
        ADMITTED,
        /** A node wrote down a value. */
        VALUE,
        RUN_SUCCEEDED,
        RUN_FAILED,
        RUN_CANCELLED;

        /** Whether nothing more may happen to the node. */
        public boolean endsNode() {
            return succeeds() || fails() || skips() || this == CANCELLED;
        }

        public boolean succeeds() {
            return this == SUCCEEDED || this == FORCED_SUCCEEDED;
        }

        /** For good. */
        public boolean fails() {
            return this == FAILED || this == FORCED_FAILED;
        }

        public boolean skips() {
            return this == SKIPPED || this == FORCED_SKIPPED;
        }

        public boolean isForced() {
            return this == FORCED_SUCCEEDED || this == FORCED_FAILED || this == FORCED_SKIPPED;
        }

        /** Whether it tells what came of an attempt. */
        public boolean endsAttempt() {
            return this == SUCCEEDED || this == FAILED || this == FAILED_ONCE || this == SUSPENDED || this == AWAITS;
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
