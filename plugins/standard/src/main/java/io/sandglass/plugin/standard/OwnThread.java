package io.sandglass.plugin.standard;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs something on a platform thread that lives exactly as long as that. A process that is to die with its parent dies,
 * on Linux, with the thread that started it; one of a pool, or under a virtual thread, may end long before.
 */
final class OwnThread {
    private OwnThread() {}

    /** Waits for it; an interrupt is passed on to it, and its end awaited. */
    static <T> T call(String name, Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            thread.interrupt();
            join(thread);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        } catch (CancellationException impossible) { // nobody else has the task
            throw new AssertionError(impossible);
        }
    }

    private static void join(Thread thread) throws InterruptedException {
        thread.join(5_000); // what it has to close takes two seconds at most
    }
}
