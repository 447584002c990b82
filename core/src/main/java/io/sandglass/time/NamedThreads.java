package io.sandglass.time;

import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes platform threads that have a name and whose death is logged. */
final class NamedThreads {
    private static final Logger log = LoggerFactory.getLogger(NamedThreads.class);

    private NamedThreads() {}

    static ThreadFactory daemon(String name) {
        return body -> {
            Thread thread = new Thread(body, name);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler(NamedThreads::died);
            return thread;
        };
    }

    private static void died(Thread thread, Throwable failure) {
        Thread.UncaughtExceptionHandler program = Thread.getDefaultUncaughtExceptionHandler();
        if (program == null) {
            log.error("thread {} died of it", thread.getName(), failure);
        } else {
            program.uncaughtException(thread, failure);
        }
    }
}
