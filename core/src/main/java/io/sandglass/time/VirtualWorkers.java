package io.sandglass.time;

/** A virtual thread per task, or for several in a row. */
final class VirtualWorkers extends TrampolinedWorkers {
    private final VirtualThreads threads;
    private volatile boolean closed;

    VirtualWorkers(VirtualThreads threads) {
        this.threads = threads;
        SocketPollers.start(threads);
    }

    @Override
    WorkerTask task(String name, Runnable body, Runnable after) {
        return new WorkerTask(name, body, after);
    }

    @Override
    public void start(WorkerTask task) {
        threads.start(() -> WorkerTask.runAll(task, new Trampoline(this)));
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
