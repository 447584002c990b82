package io.sandglass.sandbox;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets guests in, the tenants by turns, while there is a place and memory for them.
 *
 * <p>Thread-safe. Memory is promised before the start, so that many guests wait instead of exhausting the heap.
 */
final class Admission {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Turns turns = new Turns();
    private final CancelSignal closing;
    private int places;
    private long memoryBytes;

    /** @param closing lets nobody in any more */
    Admission(int places, long memoryBytes, CancelSignal closing) {
        this.closing = closing;
        this.places = places;
        this.memoryBytes = memoryBytes;
    }

    /**
     * Waits for a place.
     *
     * @param tenant on whose behalf
     * @param bytes memory to promise; at most what there is in all
     * @return empty if cancelled or closed, or if the calling thread was interrupted, which stays set
     */
    Optional<Ticket> enter(String tenant, long bytes, CancelSignal cancel) {
        CancelSignal.Subscription subscription = cancel.onCancel(this::wake);
        CancelSignal.Subscription byClosing = closing.onCancel(this::wake);
        try {
            return await(tenant, bytes, cancel);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            subscription.end();
            byClosing.end();
        }
    }

    private Optional<Ticket> await(String tenant, long bytes, CancelSignal cancel) throws InterruptedException {
        Object self = new Object();
        lock.lockInterruptibly();
        try {
            turns.join(tenant, self);
            while (!isOver(cancel) && (turns.next() != self || places == 0 || memoryBytes < bytes)) {
                changed.await();
            }
            if (isOver(cancel)) {
                return Optional.empty();
            }
            turns.passOn();
            places--;
            memoryBytes -= bytes;
            return Optional.of(new Ticket(bytes));
        } finally {
            turns.leave(tenant, self);
            changed.signalAll();
            lock.unlock();
        }
    }

    private boolean isOver(CancelSignal cancel) {
        return cancel.isCancelled() || closing.isCancelled();
    }

    private void wake() {
        give(0, 0);
    }

    private void give(int morePlaces, long moreBytes) {
        lock.lock();
        try {
            places += morePlaces;
            memoryBytes += moreBytes;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A place and a promise of memory, held until given back; giving back twice does nothing. */
    final class Ticket {
        private final long bytes;
        private final AtomicBoolean holdsPlace = new AtomicBoolean(true);
        private final AtomicBoolean holdsMemory = new AtomicBoolean(true);

        private Ticket(long bytes) {
            this.bytes = bytes;
        }

        /** For a guest that was left behind: it still holds its memory, but others may start. */
        void giveBackPlace() {
            if (holdsPlace.compareAndSet(true, false)) {
                give(1, 0);
            }
        }

        void giveBack() {
            giveBackPlace();
            if (holdsMemory.compareAndSet(true, false)) {
                give(0, bytes);
            }
        }
    }
}
