package io.sandglass.time;

import java.util.concurrent.RejectedExecutionException;

/** Workers whose threads run further tasks, and see to lanes, when their own task is done. */
abstract class TrampolinedWorkers implements Workers, TaskThreads {
    @Override
    public final Task run(String name, Runnable body, Runnable after) {
        if (isClosed()) {
            throw new RejectedExecutionException("the workers are closed");
        }
        WorkerTask task = task(name, body, after);
        if (!Trampoline.offer(this, task)) {
            start(task);
        }
        return task;
    }

    abstract WorkerTask task(String name, Runnable body, Runnable after);

    @Override
    public final Lane lane(String name) {
        return new Mailbox(this, false);
    }

    @Override
    public final Lane blockingLane(String name) {
        return new Mailbox(this, true);
    }
}
