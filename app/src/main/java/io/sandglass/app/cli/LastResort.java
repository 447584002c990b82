package io.sandglass.app.cli;

import io.sandglass.store.projection.DatabaseLost;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when a thread has died for want of memory, of whosesoever it was, or has lost the database: nobody knows
 * what stands still without it, and a restart loses nothing that was acknowledged. A node that asks for too much does not come here: its attempt fails.
 * That is why the JVM is not told to exit at every such error.
 */
final class LastResort implements Thread.UncaughtExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(LastResort.class);

    private final IntConsumer halt;

    /** @param halt ends the process with a code, without waiting for anything */
    LastResort(IntConsumer halt) {
        this.halt = halt;
    }

    /** From now on, for all threads that have no handler of their own. */
    static void install() {
        Thread.setDefaultUncaughtExceptionHandler(
                new LastResort(code -> Runtime.getRuntime().halt(code)));
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        boolean noMemory = failure instanceof OutOfMemoryError;
        if (!noMemory && !(failure instanceof DatabaseLost)) {
            log.error("thread {} died of it", thread.getName(), failure);
            return;
        }
        try {
            String why = noMemory ? "died for want of memory" : "has lost the database";
            log.error("thread {} {}; the process ends, start it again", thread.getName(), why, failure);
        } finally {
            halt.accept(CommandFailed.DEFECT);
        }
    }
}
