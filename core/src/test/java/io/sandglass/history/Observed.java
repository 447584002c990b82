package io.sandglass.history;

/**
 * Something that an observer outside the scheduler saw.
 *
 * @param order counts from 0: what has a smaller number came before
 * @param millis simulated or real time since the begin, monotonic
 * @param run empty if it concerns none; so for node
 * @param attempt 0 if it concerns none
 * @param detail for people, but for {@link Kind#STORED}, {@link Kind#TOLD}, {@link Kind#WANTED} and its answers: a row's kind
 */
public record Observed(long order, long millis, Kind kind, String run, String node, int attempt, String detail) {
    /** What it was. */
    public enum Kind {
        /** Somebody asked for a run. */
        ASKED,
        /** The run was promised. */
        ACKNOWLEDGED,
        /** The code of a node began. */
        BEGAN,
        /** The code of a node did what it is for. */
        EFFECT,
        /** The code of a node returned a failure. */
        FAILED,
        /** A row became durable. */
        STORED,
        /** A listener heard of a row. */
        TOLD,
        /** The process died. */
        CRASHED,
        /** The process was started. */
        STARTED,
        /** The code of a node is over, whatever came of it; or it does not care any more whether anybody waits. */
        LEFT,
        /** Somebody asked something of a run; the detail is the kind of the row that follows from it. */
        WANTED,
        /** What was asked is done. */
        DONE,
        /** What was asked is refused. */
        REFUSED,
        /** Something went wrong around the process. */
        FAULT
    }

    boolean isStored(Row.Kind row) {
        return kind == Kind.STORED && detail.equals(row.name());
    }

    /** The kind of the row it is about. */
    Row.Kind row() {
        return Row.Kind.valueOf(detail);
    }

    @Override
    public String toString() {
        String who = run + (node.isEmpty() ? "" : "/" + node) + (attempt == 0 ? "" : "#" + attempt);
        return order + " " + millis + "ms " + kind + (who.isEmpty() ? "" : " " + who)
                + (detail.isEmpty() ? "" : " " + detail);
    }
}
