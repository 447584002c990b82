package io.sandglass.sandbox;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Guests that did not stop when told to: how many there were, and how many of them still run. Thread-safe. */
final class Strays {
    private static final Logger log = LoggerFactory.getLogger(Strays.class);

    private final AtomicInteger ever = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();

    /** @return how many run now */
    int add(SandboxModule module) {
        int now = running.incrementAndGet();
        log.error(
                "ALARM: {} did not stop when told to, its thread was left behind; {} of {} such guests still run,"
                        + " restart the service to be rid of them",
                module,
                now,
                ever.incrementAndGet());
        return now;
    }

    void ended() {
        log.info("a guest that was left behind has ended; {} still run", running.decrementAndGet());
    }

    int ever() {
        return ever.get();
    }

    int running() {
        return Math.max(0, running.get());
    }
}
