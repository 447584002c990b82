package io.sandglass.store;

import io.sandglass.run.RunId;

/**
 * A store will never take a record: it is too large, breaks a rule, or does not follow the one before. Nothing of the
 * call was stored, and asking again would not help; the other records of the call are not to blame.
 */
public class RecordRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RecordRefused(String message) {
        super(message);
    }

    /** The first record of a run whose id another one has. */
    public static RecordRefused otherRun(RunId run) {
        return new RecordRefused("run " + run + " is another one already: its id was given twice");
    }

    public RecordRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
