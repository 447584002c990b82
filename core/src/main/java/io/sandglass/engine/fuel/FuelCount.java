package io.sandglass.engine.fuel;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The count of what was used today before this process began, and who waits for its end. Thread-safe. */
final class FuelCount {
    private static final Logger log = LoggerFactory.getLogger(FuelCount.class);

    private final List<Runnable> waiting = new ArrayList<>();
    private volatile boolean over = true;

    synchronized void begin() {
        over = false;
    }

    boolean isOver() {
        return over;
    }

    /** Runs an action once it is over: at once, or on the thread that ends it. */
    void whenOver(Runnable action) {
        if (over || !waits(action)) {
            action.run();
        }
    }

    /** One that fails keeps no other from going on. */
    void end() {
        for (Runnable action : taken()) {
            try {
                action.run();
            } catch (RuntimeException | Error e) {
                log.error("one that waited for the fuel of today could not go on", e);
            }
        }
    }

    private synchronized boolean waits(Runnable action) {
        return !over && waiting.add(action);
    }

    private synchronized List<Runnable> taken() {
        over = true;
        List<Runnable> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}
