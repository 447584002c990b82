package io.sandglass.sandbox;

import io.sandglass.sandbox.capability.Cancellation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
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

    /** How long a guest may take that the host hardly lets run. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** Who computes on for so long of a processor's time does not listen. */
    private static final long DEAF_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Object, Runnable> onStop = new LinkedHashMap<>();
    private final long deadlineNanos;
    private final ToLongFunction<Thread> cpuNanos;
    private final boolean measured;
    private @Nullable Thread guest;
    private long cpuBefore;
    private @Nullable StopReason stop;
    private long stoppedAtNanos;
    private @Nullable SandboxResult result;
    private boolean leftBehind;

    Leash(long deadlineNanos) {
        this(deadlineNanos, CpuTime::nanos, CpuTime.MEASURED);
    }

    /**
     * @param cpuNanos processor time of a thread so far
     * @param measured whether that is what it says; if not, nobody is to blame
     */
    Leash(long deadlineNanos, ToLongFunction<Thread> cpuNanos, boolean measured) {
        this.deadlineNanos = deadlineNanos;
        this.cpuNanos = cpuNanos;
        this.measured = measured;
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
            cpuBefore = cpuNanos.applyAsLong(guest);
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
                cpuBefore = cpuNanos.applyAsLong(guest);
                guest.interrupt();
            }
            onStop.values().forEach(Runnable::run);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Runs the action when the guest is told to end, at once if it was. The action must not block. */
    Cancellation.Registration onStop(Runnable action) {
        Object key = new Object();
        lock.lock();
        try {
            if (stop == null) {
                onStop.put(key, action);
            } else {
                action.run();
            }
        } finally {
            lock.unlock();
        }
        return () -> forget(key);
    }

    private void forget(Object key) {
        lock.lock();
        try {
            onStop.remove(key);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the guest is known to have gone on computing after it was told to end, and so did not listen. */
    boolean ranOn() {
        lock.lock();
        try {
            return measured && stop != null && cpuSinceNanos() >= DEAF_NANOS;
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

    /** Until the guest is left behind, or else until it is told to end, or looked at again. */
    private long nanosLeft() {
        long now = System.nanoTime();
        if (stop == null && deadlineNanos - now <= 0) {
            stop(StopReason.TIMED_OUT);
        }
        if (stop == null) {
            return deadlineNanos - now;
        }
        long left = stoppedAtNanos + GRACE_NANOS - now;
        boolean patient = isStarved() && now - stoppedAtNanos < PATIENCE_NANOS;
        return left > 0 || !patient ? left : BETWEEN_LOOKS_NANOS;
    }

    /** Not one that waits for something: the machine is busy, and gave it no time to notice. */
    private boolean isStarved() {
        Thread thread = guest;
        boolean wantsToRun = thread == null || thread.getState() == Thread.State.RUNNABLE;
        return wantsToRun && cpuSinceNanos() < DEAF_NANOS;
    }

    private long cpuSinceNanos() {
        return guest == null ? 0 : Math.max(0, cpuNanos.applyAsLong(guest) - cpuBefore);
    }
}
