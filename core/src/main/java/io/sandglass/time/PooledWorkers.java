package io.sandglass.time;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A pool of platform threads that grows by one for each abandoned task and shrinks when that task ends after all. */
final class PooledWorkers implements Workers, Hands {
    private final ThreadPool pool;

    PooledWorkers(int size) {
        pool = new ThreadPool(size, this);
    }

    @Override
    public Task run(String name, Runnable body, Runnable after) {
        if (closed()) {
            throw new RejectedExecutionException("the workers are closed");
        }
        PooledTask task = new PooledTask(name, body, after);
        if (!Trampoline.offer(this, task)) {
            give(task);
        }
        return task;
    }

    @Override
    public void give(WorkerTask task) {
        pool.add(task);
    }

    @Override
    public Lane lane(String name) {
        return new Mailbox(this, false);
    }

    @Override
    public Lane blockingLane(String name) {
        return new Mailbox(this, true);
    }

    @Override
    public boolean closed() {
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
