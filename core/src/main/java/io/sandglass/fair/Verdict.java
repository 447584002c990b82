package io.sandglass.fair;

import static java.util.Objects.requireNonNull;

/**
 * What happens to a run that is launched.
 *
 * @param reason why it does not go on at once, one clause; empty if it does
 */
public record Verdict(Kind kind, String reason) {
    static final Verdict ADMITTED = new Verdict(Kind.ADMITTED, "");

    public Verdict {
        requireNonNull(kind, "kind");
        requireNonNull(reason, "reason");
    }

    /** What becomes of the run. */
    public enum Kind {
        ADMITTED,
        QUEUED,
        /** There is to be no run. */
        SKIPPED,
        /** The run has failed before it began. */
        FAILED
    }
}
