package io.sandglass.simulation;

/** Strikes a thread of the engine out of the blue. */
final class SickThread extends Error {
    private static final long serialVersionUID = 1L;

    SickThread(String where) {
        super("an injected error " + where, null, false, false);
    }
}
