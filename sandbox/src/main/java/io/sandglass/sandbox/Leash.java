package io.sandglass.sandbox;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Ties a guest's thread to the thread that waits for it: the waiting one can end the guest, and leaves it behind when it
 * does not end.
 *
 * <p>An interrupt reaches the guest's thread only between {@link #attach} and {@link #detach}, and is cleared there, so
 * that it cannot hit the thread's next guest.
 */
final class Leash {
    /** How long a guest may take to notice that it has to end. */
    static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final long deadlineNanos;
    private @Nullable Thread guest;
    private @Nullable StopReason stop;
    private long stoppedAtNanos;
    private @Nullable SandboxResult result;
    private boolean leftBehind;

    Leash(long deadlineNanos) {
        this.deadlineNanos = deadlineNanos;
    }

    /** When the guest is told to end, on {@link System#nanoTime()}. */
    long deadlineNanos() {
        return deadlineNanos;
    }

    /** The calling thread now runs the guest. */
    void attach() {
        lock.lock();
        try {
            guest = Thread.currentThread();
            if (stop != null) {
                guest.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The calling thread no longer runs the guest; its interrupt flag is clear.
     *
     * @return whether the guest was left behind before
     */
    boolean detach(SandboxResult ended) {
        lock.lock();
        try {
            guest = null;
            result = ended;
            changed.signalAll();
            return leftBehind;
        } finally {
            Thread.interrupted();
            lock.unlock();
        }
    }

    /** Asks the guest to end; only the first reason counts. */
    void stop(StopReason reason) {
        lock.lock();
        try {
            if (stop != null) {
                return;
            }
            stop = reason;
            stoppedAtNanos = System.nanoTime();
            if (guest != null) {
                guest.interrupt();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Optional<StopReason> stopReason() {
        lock.lock();
        try {
            return Optional.ofNullable(stop);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the guest to end, and ends it at the deadline, or when the calling thread is interrupted.
     *
     * @return empty if it does not end
     */
    Optional<SandboxResult> await() {
        boolean interrupted = false;
        lock.lock();
        try {
            while (result == null && nanosLeft() > 0) {
                interrupted |= interruptedWhileWaiting();
            }
            leftBehind = result == null;
            return Optional.ofNullable(result);
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean interruptedWhileWaiting() {
        try {
            changed.awaitNanos(nanosLeft());
            return false;
        } catch (InterruptedException e) {
            stop(StopReason.CANCELLED);
            return true;
        }
    }

    /** Until the guest is left behind, or else until it is told to end. */
    private long nanosLeft() {
        long now = System.nanoTime();
        if (stop == null && deadlineNanos - now <= 0) {
            stop(StopReason.TIMED_OUT);
        }
        return stop == null ? deadlineNanos - now : stoppedAtNanos + GRACE_NANOS - now;
    }
}
