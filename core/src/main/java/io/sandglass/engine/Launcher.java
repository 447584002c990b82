package io.sandglass.engine;

import io.sandglass.run.TriggerKey;

/** Starts runs, for triggers and people alike. Thread-safe. */
public interface Launcher {
    /**
     * Starts a run of a stored workflow and returns once its first record is durable.
     *
     * @throws io.sandglass.store.StoreUnavailable if it could not be recorded; then no run was started
     */
    LaunchResult launch(LaunchRequest request);

    /** Whether a run that this trigger started is still open. */
    boolean hasOpenRun(TriggerKey trigger);
}
