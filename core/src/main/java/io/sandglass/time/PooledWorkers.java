package io.sandglass.time;

import java.util.concurrent.atomic.AtomicBoolean;

/** A pool of platform threads that grows by one for each abandoned task and shrinks when that task ends after all. */
final class PooledWorkers extends TrampolinedWorkers {
    private final ThreadPool pool;

    PooledWorkers(int size) {
        pool = new ThreadPool(size, this);
    }

    @Override
    WorkerTask task(String name, Runnable body, Runnable after) {
        return new PooledTask(name, body, after);
    }

    @Override
    public void start(WorkerTask task) {
        pool.add(task);
    }

    @Override
    public boolean isClosed() {
        return pool.closed();
    }

    @Override
    public void close() {
        pool.close();
    }

    /** A task that counts as a hole in the pool while it is abandoned. */
    private final class PooledTask extends WorkerTask {
        private final AtomicBoolean settled = new AtomicBoolean();
        private volatile boolean abandoned;

        PooledTask(String name, Runnable body, Runnable after) {
            super(name, body, after);
        }

        @Override
        void left() {
            if (!settled.compareAndSet(false, true) && abandoned) {
                pool.resize(-1);
            }
        }

        @Override
        public void abandon() {
            abandoned = true;
            if (settled.compareAndSet(false, true)) {
                pool.resize(+1);
            }
        }
    }
}
