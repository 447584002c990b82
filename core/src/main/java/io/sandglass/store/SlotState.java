package io.sandglass.store;

/** The outcome of a slot. */
public enum SlotState {
    /** It has a run. */
    RAN,
    /** It was decided not to run it: overlap, a pause, or the trigger was disabled. */
    SKIPPED,
    /** Nobody was there to fire it, and catch-up does not cover it. */
    MISSED
}
