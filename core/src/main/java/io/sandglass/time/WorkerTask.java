package io.sandglass.time;

import org.jspecify.annotations.Nullable;

/** A task on some thread. Guarded by its own monitor, which is never held while the body runs. */
class WorkerTask implements Workers.Task, Runnable {
    private final String name;
    private final Runnable body;
    private @Nullable Thread thread;
    private boolean interrupted;

    WorkerTask(String name, Runnable body) {
        this.name = name;
        this.body = body;
    }

    @Override
    public void run() {
        Thread own = Thread.currentThread();
        String idleName = own.getName();
        own.setName(name);
        enter(own);
        try {
            body.run();
        } finally {
            leave();
            own.setName(idleName);
        }
    }

    @Override
    public synchronized void interrupt() {
        interrupted = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public void abandon() {}

    private synchronized void enter(Thread own) {
        thread = own;
        if (interrupted) {
            own.interrupt();
        }
    }

    private synchronized void leave() {
        thread = null;
        Thread.interrupted(); // what was meant for this task must not reach the next one
    }
}
