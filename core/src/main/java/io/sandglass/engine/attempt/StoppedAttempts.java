package io.sandglass.engine.attempt;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What is left of the attempts of an engine that were told to stop. Thread-safe. */
public final class StoppedAttempts {
    private final LongAdder abandoned = new LongAdder();
    private final Set<CompletableFuture<Void>> cancelling = ConcurrentHashMap.newKeySet();

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
    public CompletableFuture<Void> cancelsEnd() {
        return CompletableFuture.allOf(cancelling.toArray(CompletableFuture[]::new));
    }

    void threadAbandoned() {
        abandoned.increment();
    }

    /** How many threads were given up, since the start. */
    public long abandonedThreads() {
        return abandoned.sum();
    }
}
