package io.sandglass.sandbox;

import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Platform threads for guests: a guest's depth of calls must not depend on who calls the sandbox, so the stack has a
 * fixed size.
 */
final class GuestThreads implements AutoCloseable {
    /**
     * Several times what the deepest calls within {@link SandboxLimits#MOST_STACK_UNITS} take, so that depth runs out first,
     * and host functions have room below it; only what is touched costs memory.
     */
    private static final long STACK_BYTES = 96L << 20;

    private static final long KEEP_SECONDS = 30;

    private final AtomicLong count = new AtomicLong();
    private final ThreadPoolExecutor pool;

    /** @param most threads there may be at once; a guest beyond them is refused */
    GuestThreads(int most) {
        this.pool =
                new ThreadPoolExecutor(0, most, KEEP_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory());
    }

    private ThreadFactory factory() {
        return task -> {
            Thread thread = new Thread(null, task, "sandglass-guest-" + count.incrementAndGet(), STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        };
    }

    void execute(Runnable task) {
        pool.execute(task);
    }

    /** Whether all threads ended in time, once closed. */
    boolean await(Duration patience) throws InterruptedException {
        return pool.awaitTermination(TimeUnit.NANOSECONDS.convert(patience), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
