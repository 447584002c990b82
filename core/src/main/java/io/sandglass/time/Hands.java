package io.sandglass.time;

/** Threads that do what another thread has no time for. Thread-safe. */
interface Hands {
    /** Has a task run, also after these were closed: it was accepted before, or belongs to what was. Not at all if it throws. */
    void give(WorkerTask task);

    /** Whether nothing new should be asked of them. */
    boolean closed();
}
