package io.sandglass.time;

import java.util.concurrent.RejectedExecutionException;

/** A virtual thread per task, or for several in a row. */
final class VirtualWorkers implements Workers, Hands {
    private final VirtualThreads threads;
    private volatile boolean closed;

    VirtualWorkers(VirtualThreads threads) {
        this.threads = threads;
        SocketPollers.start(threads);
    }

    @Override
    public Task run(String name, Runnable body, Runnable after) {
        if (closed) {
            throw new RejectedExecutionException("the workers are closed");
        }
        WorkerTask task = new WorkerTask(name, body, after);
        if (!Trampoline.offer(this, task)) {
            give(task);
        }
        return task;
    }

    @Override
    public void give(WorkerTask task) {
        threads.start(() -> WorkerTask.runAll(task, new Trampoline(this)));
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
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
