package io.sandglass.run;

/** The state of a node in a run. */
public enum NodeStatus {
    /** Waits for its needs or for a free thread. */
    WAITING,
    RUNNING,
    /** Failed, and will be tried again later. */
    RETRYING,
    /** Waits for a time, or for somebody outside, without holding a thread. */
    SUSPENDED,
    SUCCEEDED,
    FAILED,
    SKIPPED,
    CANCELLED;

    /** Whether nothing more will happen. */
    public boolean ended() {
        return this == SUCCEEDED || this == FAILED || this == SKIPPED || this == CANCELLED;
    }
}
