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
            thread.setUncaughtExceptionHandler((dead, e) -> log.error("thread {} died of it", dead.getName(), e));
            return thread;
        };
    }
}
