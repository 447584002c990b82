package io.sandglass.time;

/** A virtual thread per task. */
final class VirtualWorkers implements Workers {
    private final VirtualThreads threads;
    private volatile boolean closed;

    VirtualWorkers(VirtualThreads threads) {
        this.threads = threads;
    }

    @Override
    public Task run(String name, Runnable body) {
        if (closed) {
            throw new java.util.concurrent.RejectedExecutionException("the workers are closed");
        }
        WorkerTask task = new WorkerTask(name, body);
        threads.start(task);
        return task;
    }

    @Override
    public Lane lane(String name) {
        return new LaneThread(name);
    }

    @Override
    public void close() {
        closed = true;
    }
}
