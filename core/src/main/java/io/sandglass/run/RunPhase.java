package io.sandglass.run;

/** Where a run stands for those who steer it. */
public enum RunPhase {
    /** It waits for other runs of its concurrency key. */
    QUEUED,
    /** It goes on. */
    RUNNING,
    /** Nothing new starts until somebody resumes it. */
    PAUSED,
    /** It was cancelled, or halted by a failure: what runs is being stopped. */
    STOPPING,
    SUCCEEDED,
    FAILED,
    CANCELLED
}
