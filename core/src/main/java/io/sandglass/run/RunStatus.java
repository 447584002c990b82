package io.sandglass.run;

/** The state of a whole run. */
public enum RunStatus {
    /** Waits for others of its concurrency key. */
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** Whether nothing more will happen. */
    public boolean ended() {
        return this != RUNNING && this != QUEUED;
    }
}
