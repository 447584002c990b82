package io.sandglass.sandbox;

/** Why the host ends a running guest. */
enum StopReason {
    TIMED_OUT(Outcome.TIMED_OUT, "wall-limit", "the guest ran longer than its wall time"),
    CANCELLED(Outcome.CANCELLED, "cancelled", "the run was cancelled");

    private final Ending ending;

    StopReason(Outcome outcome, String kind, String message) {
        this.ending = Ending.of(outcome, kind, message);
    }

    Ending ending() {
        return ending;
    }
}
