package io.sandglass.time;

import java.util.concurrent.Executor;

/**
 * Where work runs. Thread-safe.
 *
 * <p>Virtual threads when the running JDK has them, else a pool; callers cannot tell. How much runs at once is for the
 * caller to limit, with a semaphore.
 */
public interface Workers extends AutoCloseable {
    /**
     * Runs a task on a thread that no other task uses meanwhile.
     *
     * @param name of the thread while it runs the task
     * @param body may block
     */
    Task run(String name, Runnable body);

    /** A new thread of its own that runs what it is given, one after the other. */
    Lane lane(String name);

    /** Takes no more work; does not wait for the tasks that are running. */
    @Override
    void close();

    /** Workers of the machine; where there are no virtual threads, about this many tasks run at once. */
    static Workers system(int poolSize) {
        return VirtualThreads.find().<Workers>map(VirtualWorkers::new).orElseGet(() -> new PooledWorkers(poolSize));
    }

    /** A task that runs, will run, or has run. */
    interface Task {
        /** Interrupts the task if it is running; its thread's later tasks never notice. */
        void interrupt();

        /** Says that nobody expects the task to end: a pool makes room for another. */
        void abandon();
    }

    /** One thread, in order. */
    interface Lane extends Executor, AutoCloseable {
        /** Takes no more work and lets what was given run; does not wait for it. */
        @Override
        void close();
    }
}
