package io.sandglass.engine;

import io.sandglass.run.RunId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** How far an engine is with closing, and what it lost on the way. Thread-safe. */
final class EngineState {
    private final LongAdder lostWakeUps = new LongAdder();
    private final Set<RunId> leftOpen = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean draining = new AtomicBoolean();
    private volatile boolean stopped;

    /** Nothing new starts. */
    boolean draining() {
        return draining.get();
    }

    /** Nothing is recorded any more. */
    boolean stopped() {
        return stopped;
    }

    /** @return false if it was draining already */
    boolean drain() {
        return draining.compareAndSet(false, true);
    }

    void stop() {
        stopped = true;
    }

    /** This engine can do nothing for the run: to try it again would only do its side effects again. */
    void leaveOpen(RunId run) {
        leftOpen.add(run);
    }

    boolean isLeftOpen(RunId run) {
        return leftOpen.contains(run);
    }

    void wakeUpLost() {
        lostWakeUps.increment();
    }

    long lostWakeUps() {
        return lostWakeUps.sum();
    }
}
