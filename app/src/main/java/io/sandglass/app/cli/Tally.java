package io.sandglass.app.cli;

/** Counts what became of an operation on many runs. Not thread-safe. */
final class Tally {
    private int done;
    private int already;
    private int refused;
    private int exitCode;

    /** It took effect; a run that was then made here may have failed. */
    void done(int code) {
        done++;
        exitCode = Math.max(exitCode, code);
    }

    /** There was nothing left to do. */
    void already() {
        already++;
    }

    void refused(int code) {
        refused++;
        exitCode = Math.max(exitCode, code);
    }

    /** The worst of all. */
    int exitCode() {
        return exitCode;
    }

    /** Such as {@code pause: 3 runs, 1 so already, 2 refused}. */
    String words(ManyVerb verb) {
        return verb.word() + ": " + done + (done == 1 ? " run" : " runs")
                + (already == 0 ? "" : ", " + already + " so already")
                + (refused == 0 ? "" : ", " + refused + " refused");
    }
}
