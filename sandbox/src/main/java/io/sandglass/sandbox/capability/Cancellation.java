package io.sandglass.sandbox.capability;

/** Tells what the host does for a guest that the guest has to end: it is out of time, or cancelled. Thread-safe. */
@FunctionalInterface
public interface Cancellation {
    /** Never tells. */
    Cancellation NEVER = action -> () -> {};

    /**
     * Runs the action when the guest has to end, at once if that was before, on the thread that ends it.
     *
     * @param action short and not blocking: closes a socket
     */
    Registration onCancel(Runnable action);

    /** An action that waits; closing takes it back. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
