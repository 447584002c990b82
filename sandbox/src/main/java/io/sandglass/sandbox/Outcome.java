package io.sandglass.sandbox;

/** How a run ended. */
public enum Outcome {
    /** The guest returned, or exited with 0. */
    OK(false),
    /** The guest exited with another code. */
    EXIT_NONZERO(false),
    /** The guest did what WebAssembly ends a program for. */
    TRAP(false),
    /** The guest used up its fuel. */
    FUEL_EXHAUSTED(false),
    /** The guest ran for longer than its wall time and was stopped. */
    TIMED_OUT(true),
    /** The caller cancelled, or was interrupted. */
    CANCELLED(false),
    /** The guest needs more memory than it may have, or the host ran out of it. */
    MEMORY_LIMIT(false),
    /** The guest called too deep. */
    STACK_LIMIT(false),
    /** Standard input is larger than the limit; nothing ran. */
    INPUT_LIMIT(false),
    /** The guest wrote more to standard output than it may. */
    OUTPUT_LIMIT(false),
    /** The guest used a host function that it may not use. */
    HOST_CALL_DENIED(false),
    /** The guest called its host more often than it may. */
    HOST_CALL_LIMIT(false),
    /** A host function broke. */
    HOST_CALL_FAILED(true),
    /** The module wants something from its host that is not offered, or has no {@code _start}. */
    LINK_ERROR(false),
    /** The guest could not be stopped; its thread was left behind. */
    ABANDONED(false),
    /** The engine broke. */
    ENGINE_ERROR(false);

    private final boolean retryable;

    Outcome(boolean retryable) {
        this.retryable = retryable;
    }

    /** Whether the same run may end differently the next time; false where the end follows from module and input. */
    public boolean retryable() {
        return retryable;
    }
}
