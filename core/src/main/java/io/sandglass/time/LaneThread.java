package io.sandglass.time;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A lane on one platform thread, which is replaced should it die. */
final class LaneThread implements Workers.Lane {
    private final ThreadPoolExecutor executor;

    LaneThread(String name) {
        executor = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), NamedThreads.daemon(name));
    }

    /** Work that comes after {@link #close()} is dropped: whoever closes a lane no longer needs it. */
    @Override
    public void execute(Runnable work) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException e) {
            if (!executor.isShutdown()) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
