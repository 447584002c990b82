package io.sandglass.app.torture;

import java.util.List;

/**
 * Something that was seen from outside the service.
 *
 * @param number counts from 1 in the order in which the facts were written down
 * @param life which start of the service told it
 * @param run empty where it is about no run
 * @param node empty where it is about no node
 * @param detail what the kind says
 */
record Fact(long number, int life, Kind kind, String run, String node, String detail) {
    /** What was seen; the detail is in brackets. */
    enum Kind {
        /** The service answered that it started the run (workflow). */
        ACCEPTED,
        /** The service was asked to do something with the run (operation); it may have been killed before it answered. */
        ASKED,
        /** The service answered that this is done (operation). */
        DONE,
        /** The run is in the history (workflow). */
        SEEN,
        /** The service said that the run has ended (status). */
        ENDED,
        /** The service said that the node has succeeded. */
        SUCCEEDED,
        /** An attempt began its side effect (attempt, idempotency key). */
        START,
        /** An attempt failed as it was told to (attempt, idempotency key). */
        FAIL,
        /** An attempt has done its side effect (attempt, idempotency key). */
        END,
        /** The process was killed (how). */
        KILL
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    /** The attempt that a side effect belongs to. */
    int attempt() {
        return Integer.parseInt(detail.substring(0, detail.indexOf(' ')));
    }

    /** The idempotency key that a side effect was given. */
    String key() {
        return detail.substring(detail.indexOf(' ') + 1);
    }

    String line() {
        return String.join("\t", List.of(String.valueOf(number), String.valueOf(life), kind.name(), run, node, detail));
    }
}
