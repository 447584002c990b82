package io.sandglass.engine;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** Lets a limited number in at once, the rest in the order they came; nobody blocks. Thread-safe. */
final class ConcurrencyGate {
    private final int limit;
    private final Semaphore permits;
    private final Queue<BooleanSupplier> waiting = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> emptied = new CompletableFuture<>();
    private volatile boolean closed;

    ConcurrencyGate(int limit) {
        this.limit = limit;
        this.permits = new Semaphore(limit);
    }

    /**
     * Calls the visitor once there is room, here or on a thread that leaves.
     *
     * @param visitor says whether it came in; if so somebody must {@link #leave()} later
     */
    void enter(BooleanSupplier visitor) {
        waiting.add(visitor);
        letIn();
    }

    void leave() {
        permits.release();
        letIn();
        noticeEmptiness();
    }

    /** How many are inside. */
    int inside() {
        return limit - permits.availablePermits();
    }

    /** Lets nobody in any more; completes when the last one inside has left. */
    CompletableFuture<Void> close() {
        closed = true;
        noticeEmptiness();
        return emptied;
    }

    private void letIn() {
        while (!closed && !waiting.isEmpty() && permits.tryAcquire()) {
            BooleanSupplier visitor = waiting.poll();
            if (visitor == null || !visitor.getAsBoolean()) {
                permits.release();
            }
        }
    }

    private void noticeEmptiness() {
        if (closed && inside() == 0) {
            emptied.complete(null);
        }
    }
}
