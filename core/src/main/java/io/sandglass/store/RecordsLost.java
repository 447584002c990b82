package io.sandglass.store;

import static java.util.Objects.requireNonNull;

import io.sandglass.run.RunId;

/**
 * Records of one run are there, but not all that they hold: a large payload is damaged or missing, or the run's payloads
 * were deleted because they were old enough. The run cannot go on; others are not touched. The message says why.
 */
public final class RecordsLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RunId run;
    private final long lastSeq;

    /** @param lastSeq the number of the run's last record */
    public RecordsLost(RunId run, long lastSeq, String message) {
        super(message);
        this.run = requireNonNull(run, "run");
        this.lastSeq = lastSeq;
    }

    public RunId run() {
        return run;
    }

    public long lastSeq() {
        return lastSeq;
    }
}
