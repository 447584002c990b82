package io.sandglass.sandbox.wasi;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** The clock, the randomness and the patience that one run is given. */
public final class GuestWorld {
    /** Finer clocks help a guest to observe its neighbours. */
    static final long CLOCK_RESOLUTION_NANOS = 1_000_000;

    private final Clock clock;
    private final RandomGenerator random;
    private final long deadlineNanos;
    private final long startNanos = System.nanoTime();

    /**
     * @param clock the time of day the guest sees, cut to milliseconds
     * @param random what the guest's random bytes come from
     * @param deadlineNanos when the run ends at the latest, on {@link System#nanoTime()}
     */
    public GuestWorld(Clock clock, RandomGenerator random, long deadlineNanos) {
        this.clock = clock;
        this.random = random;
        this.deadlineNanos = deadlineNanos;
    }

    long realtimeNanos() {
        Instant now = clock.instant();
        return TimeUnit.MILLISECONDS.toNanos(now.toEpochMilli());
    }

    long monotonicNanos() {
        long elapsed = System.nanoTime() - startNanos;
        return elapsed - elapsed % CLOCK_RESOLUTION_NANOS;
    }

    void fillRandom(byte[] bytes) {
        random.nextBytes(bytes);
    }

    /** Ends a guest whose thread was interrupted; for host calls that take long. */
    void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new HostCallInterrupted();
        }
    }

    /** Sleeps on the guest's thread, at most until its deadline; an interrupt ends the sleep and stays set. */
    void sleep(long nanos) {
        long allowed = Math.min(nanos, deadlineNanos - System.nanoTime());
        try {
            TimeUnit.NANOSECONDS.sleep(allowed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostCallInterrupted();
        }
        if (allowed < nanos) {
            throw new HostCallInterrupted();
        }
    }
}
