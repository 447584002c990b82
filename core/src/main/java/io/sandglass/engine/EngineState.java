package io.sandglass.engine;

import io.sandglass.run.RunId;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** How far an engine is with closing, and what it lost on the way. Thread-safe. */
final class EngineState {
    private final LongAdder abandoned = new LongAdder();
    private final LongAdder lostWakeUps = new LongAdder();
    private final Set<CompletableFuture<Void>> cancelling = ConcurrentHashMap.newKeySet();
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

    /**
     * Actions on cancel begin.
     *
     * @return to be completed when they have ended
     */
    CompletableFuture<Void> cancelBegins() {
        CompletableFuture<Void> end = new CompletableFuture<>();
        cancelling.add(end);
        end.whenComplete((done, failure) -> cancelling.remove(end));
        return end;
    }

    /** Completes when all actions on cancel that have begun by now have ended. */
    CompletableFuture<Void> cancelsEnd() {
        return CompletableFuture.allOf(cancelling.toArray(CompletableFuture[]::new));
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

    void threadAbandoned() {
        abandoned.increment();
    }

    long abandonedThreads() {
        return abandoned.sum();
    }
}
