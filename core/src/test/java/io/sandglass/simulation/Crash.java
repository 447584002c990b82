package io.sandglass.simulation;

/** Ends the simulated process: unwinds whatever is under way. What code does in spite of it has no effect. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
        super("the simulated process is dead", null, false, false);
    }
}
