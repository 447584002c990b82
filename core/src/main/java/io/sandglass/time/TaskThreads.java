package io.sandglass.time;

/** Threads that run tasks. Thread-safe. */
interface TaskThreads {
    /**
     * Starts a task, also when these threads are closed: it was accepted before, or continues a task that was. A task
     * does not run if this throws.
     */
    void start(WorkerTask task);

    /** Whether no new tasks should be started. */
    boolean isClosed();
}
