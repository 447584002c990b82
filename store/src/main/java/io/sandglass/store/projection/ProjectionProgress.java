package io.sandglass.store.projection;

/**
 * How far things have come on their way to the database: what was offered, what is there, and what somebody waits for. Used
 * under a lock.
 */
final class ProjectionProgress {
    private ProjectionMark offered = new ProjectionMark(0, 0);
    private ProjectionMark applied = offered;
    private ProjectionMark wanted = offered;
    private long highest;

    /** Before anything else: this is there, and that is to come. */
    void begin(long done, long lastSeq) {
        applied = new ProjectionMark(done, 0);
        highest = done;
        wanted = applied;
        offered = new ProjectionMark(lastSeq, 0);
    }

    void offer(long seq, int lines) {
        offered = new ProjectionMark(Math.max(offered.seq(), seq), offered.lines() + lines);
    }

    /** Says what is there now, which may be less than it was. */
    void apply(long seq, int lines) {
        applied = new ProjectionMark(seq, applied.lines() + lines);
        highest = Math.max(highest, seq);
    }

    void want(ProjectionMark goal) {
        wanted = wanted.or(goal);
    }

    /** Everything so far. */
    ProjectionMark offered() {
        return offered;
    }

    /** The last entry that is there. */
    long applied() {
        return applied.seq();
    }

    /** The last entry that ever was there. */
    long highest() {
        return highest;
    }

    boolean reached(ProjectionMark goal) {
        return applied.reached(goal);
    }

    boolean caughtUp() {
        return applied.reached(offered);
    }

    /** Whether somebody waits for what is not there yet. */
    boolean isWanted() {
        return !applied.reached(wanted);
    }

    /** Whether there are entries that are not there yet. */
    boolean isBehind() {
        return applied.seq() < offered.seq();
    }

    /** How many lines were offered that are not there. */
    int linesLeft() {
        return (int) (offered.lines() - applied.lines());
    }
}
