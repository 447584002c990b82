package io.sandglass.sandbox;

import java.util.Optional;

/** How a run ended, without what it wrote and used. */
record Ending(Outcome outcome, int exitCode, Optional<Fault> fault) {
    static final Ending OK = new Ending(Outcome.OK, 0, Optional.empty());

    static Ending exit(int code) {
        return code == 0 ? OK : new Ending(Outcome.EXIT_NONZERO, code, Optional.empty());
    }

    static Ending of(Outcome outcome, String kind, String message) {
        return new Ending(outcome, 0, Optional.of(new Fault(kind, message)));
    }

    /** The same, with the place where the guest was. */
    Ending in(Optional<String> function, long usedFuel) {
        return new Ending(outcome, exitCode, fault.map(known -> known.in(function, usedFuel)));
    }
}
