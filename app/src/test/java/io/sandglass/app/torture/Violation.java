package io.sandglass.app.torture;

/**
 * A promise that was broken.
 *
 * @param text what was seen, with the ids
 */
record Violation(Kind kind, String text) {
    /** What the counts of a report are about. */
    enum Kind {
        /** Something acknowledged is not there any more, or is something else. */
        LOST,
        /** A node whose completion was acknowledged was executed again. */
        RERUN,
        /** Records of the history do not fit each other. */
        TORN,
        /** Any other promise. */
        OTHER
    }

    @Override
    public String toString() {
        return kind + ": " + text;
    }
}
