package io.sandglass.engine.explain;

import static java.util.Objects.requireNonNull;

import io.sandglass.run.RunId;

/** A run exists, but its state cannot be explained. The message says why. */
public final class Inexplicable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** @param cause whose message says what is in the way */
    public Inexplicable(RunId run, Reason reason, Throwable cause) {
        super("run " + run + " cannot be explained: " + cause.getMessage(), cause);
        this.reason = requireNonNull(reason, "reason");
    }

    /** What is in the way; the names are stable. */
    public enum Reason {
        /** Some of its records, or what they hold, are damaged, missing or were deleted because they were old. */
        RECORDS_LOST,
        /** The document it is pinned to is gone, or can no longer be planned. */
        NOT_PLANNABLE,
        /** Its records do not fit its plan. */
        RECORDS_DO_NOT_FIT
    }

    /** What is in the way. */
    public Reason reason() {
        return reason;
    }
}
