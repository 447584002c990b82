package io.sandglass.store.jdbc;

import io.sandglass.run.RunId;
import io.sandglass.store.RecordRefused;

/** Where one run stands while a batch is folded into its rows. Used by one thread. */
final class RunCursor {
    private final RunId run;
    private final Row row;
    private long lastSeq;
    private int nodesDone;
    private boolean started;

    RunCursor(RunId run, Row row, long lastSeq, int nodesDone, boolean started) {
        this.run = run;
        this.row = row;
        this.lastSeq = lastSeq;
        this.nodesDone = nodesDone;
        this.started = started;
    }

    RunId run() {
        return run;
    }

    Row row() {
        return row;
    }

    /**
     * Moves on to a record.
     *
     * @return false if it was here before
     * @throws RecordRefused if one before it is missing
     */
    boolean advance(long seq) {
        if (seq <= lastSeq) {
            return false;
        }
        if (seq != lastSeq + 1) {
            throw new RecordRefused("run " + run + ": record " + seq + " cannot follow record " + lastSeq);
        }
        lastSeq = seq;
        row.set("last_seq", seq);
        return true;
    }

    void nodeEnded() {
        nodesDone++;
        row.set("nodes_done", nodesDone);
    }

    void nodesReopened(int count) {
        nodesDone -= count;
        row.set("nodes_done", nodesDone);
    }

    /** Notes the first attempt's begin. */
    void attemptStarted(Object at) {
        if (!started) {
            started = true;
            row.set("started_at", at);
        }
    }
}
