package io.sandglass.time;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A pool of platform threads that grows by one for each abandoned task and shrinks when that task ends after all. */
final class PooledWorkers implements Workers {
    private final ThreadPoolExecutor pool;

    PooledWorkers(int size) {
        pool = new ThreadPoolExecutor(
                size, size, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), NamedThreads.daemon("sandglass-worker"));
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public Task run(String name, Runnable body) {
        PooledTask task = new PooledTask(name, body);
        pool.execute(task);
        return task;
    }

    @Override
    public Lane lane(String name) {
        return new LaneThread(name);
    }

    @Override
    public void close() {
        pool.shutdown();
    }

    private synchronized void resize(int change) {
        int size = pool.getCorePoolSize() + change;
        if (change > 0) {
            pool.setMaximumPoolSize(size);
            pool.setCorePoolSize(size);
        } else {
            pool.setCorePoolSize(size);
            pool.setMaximumPoolSize(size);
        }
    }

    /** A task that counts as a hole in the pool while it is abandoned. */
    private final class PooledTask extends WorkerTask {
        private final AtomicBoolean settled = new AtomicBoolean();
        private volatile boolean abandoned;

        PooledTask(String name, Runnable body) {
            super(name, body);
        }

        @Override
        public void run() {
            try {
                super.run();
            } finally {
                if (!settled.compareAndSet(false, true) && abandoned) {
                    resize(-1);
                }
            }
        }

        @Override
        public void abandon() {
            abandoned = true;
            if (settled.compareAndSet(false, true)) {
                resize(+1);
            }
        }
    }
}
