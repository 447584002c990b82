package io.sandglass.engine;

import java.util.concurrent.atomic.LongAdder;

/** How far an engine is with closing, and what it lost on the way. Thread-safe. */
final class EngineState {
    private final LongAdder abandoned = new LongAdder();
    private volatile boolean draining;
    private volatile boolean stopped;

    /** Nothing new starts. */
    boolean draining() {
        return draining;
    }

    /** Nothing is recorded any more. */
    boolean stopped() {
        return stopped;
    }

    void drain() {
        draining = true;
    }

    void stop() {
        stopped = true;
    }

    void threadAbandoned() {
        abandoned.increment();
    }

    long abandonedThreads() {
        return abandoned.sum();
    }
}
