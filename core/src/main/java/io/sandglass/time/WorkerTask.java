package io.sandglass.time;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task on some thread. Guarded by its own monitor, which is never held while the body runs. Interrupts reach the body
 * and nothing else: before what comes after it, the thread is cleared of them.
 */
class WorkerTask implements Workers.Task {
    private static final Logger log = LoggerFactory.getLogger(WorkerTask.class);

    private final String name;
    private final Runnable body;
    private final Runnable after;
    private @Nullable Thread thread;
    private boolean interrupted;

    WorkerTask(String name, Runnable body, Runnable after) {
        this.name = name;
        this.body = body;
        this.after = after;
    }

    /** Runs a task on this thread, then those that the thread is offered in its turns. */
    static void runAll(WorkerTask first, Trampoline trampoline) {
        for (WorkerTask task = first; task != null; task = trampoline.run(task.after)) {
            task.runBody();
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

    /** The body has ended. */
    void left() {}

    private void runBody() {
        Thread own = Thread.currentThread();
        own.setName(name);
        enter(own);
        try {
            body.run();
        } catch (RuntimeException | Error e) {
            log.error("{} failed", name, e);
        } finally {
            leave();
            left();
        }
    }

    private synchronized void enter(Thread own) {
        thread = own;
        if (interrupted) {
            own.interrupt();
        }
    }

    private synchronized void leave() {
        thread = null;
        Thread.interrupted(); // what was meant for this body must reach nothing after it
    }
}
