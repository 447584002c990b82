package io.sandglass.store.projection;

/** How far things have come on the way to the database: the last entry, and how many log lines. */
public record ProjectionMark(long seq, long lines) {
    boolean reached(ProjectionMark goal) {
        return seq >= goal.seq && lines >= goal.lines;
    }

    /** The farther of both, for entries and for lines. */
    ProjectionMark or(ProjectionMark other) {
        return new ProjectionMark(Math.max(seq, other.seq), Math.max(lines, other.lines));
    }
}
