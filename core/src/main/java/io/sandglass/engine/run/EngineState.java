package io.sandglass.engine.run;

import io.sandglass.run.RunId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** How far an engine is with closing, and what it lost on the way. Thread-safe. */
public final class EngineState {
    private final LongAdder lostWakeUps = new LongAdder();
    private final Set<RunId> leftOpen = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean draining = new AtomicBoolean();
    private volatile boolean stopped;

    /** Nothing new starts. */
    public boolean draining() {
        return draining.get();
    }

    /** Nothing is recorded any more. */
    boolean stopped() {
        return stopped;
    }

    /** @return false if it was draining already */
    public boolean drain() {
        return draining.compareAndSet(false, true);
    }

    /** From now on nothing is recorded. */
    public void stop() {
        stopped = true;
    }

    /** This engine can do nothing for the run: to try it again would only do its side effects again. */
    void leaveOpen(RunId run) {
        leftOpen.add(run);
    }

    /** Whether this engine can do nothing for the run. */
    public boolean isLeftOpen(RunId run) {
        return leftOpen.contains(run);
    }

    void wakeUpLost() {
        lostWakeUps.increment();
    }

    /** How many runs waited for nothing and were driven on. */
    public long lostWakeUps() {
        return lostWakeUps.sum();
    }
}
