package io.sandglass.plugin;

/** Tells an attempt that nobody waits for it any more. Thread-safe; once cancelled, cancelled for ever. */
public interface CancellationToken {
    boolean isCancelled();

    /**
     * Runs the action when the token is cancelled, at once if it already is, on the cancelling thread.
     *
     * @param action short and not blocking: closes a socket, kills a process
     * @return takes the action back; closing it twice does nothing
     */
    Registration onCancel(Runnable action);

    /** An action waiting for a cancel. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
