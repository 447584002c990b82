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
     * Runs a task on a thread that no other task uses meanwhile. What a task asks for in its {@code after} may be done
     * by its own thread, once that is free.
     *
     * @param name of the thread while it runs the task
     * @param body may block; it alone is interrupted
     * @param after follows the body on its thread, however that ended; short, may not block
     * @throws java.util.concurrent.RejectedExecutionException if the workers are closed
     */
    Task run(String name, Runnable body, Runnable after);

    /** As {@link #run(String, Runnable, Runnable)} with nothing after the body. */
    default Task run(String name, Runnable body) {
        return run(name, body, () -> {});
    }

    /**
     * A mailbox without a thread of its own: whoever gives it work when it is idle does that work, and what others give
     * it meanwhile.
     */
    Lane lane(String name);

    /** A lane for work that may block: it is done by a worker between two tasks, or by one that has none. */
    Lane blockingLane(String name);

    /** Takes no more tasks; does not wait for those that are running. What lanes are given is done by the giver. */
    @Override
    void close();

    /** Workers of the machine; where there are no virtual threads, about this many tasks run at once. */
    static Workers system(int poolSize) {
        return VirtualThreads.find().<Workers>map(VirtualWorkers::new).orElseGet(() -> new PooledWorkers(poolSize));
    }

    /** A task that runs, will run, or has run. */
    interface Task {
        /** Interrupts the task if its body is running; what its thread does later never notices. */
        void interrupt();

        /** Says that nobody expects the task to end: a pool makes room for another. */
        void abandon();
    }

    /** Runs what it is given one after the other, in order, never from within itself; on any thread. */
    interface Lane extends Executor {
        /** Leaves work to be done before any that comes later; nobody is made to do it now. */
        void leave(Runnable work);
    }
}
