package io.sandglass.sandbox.wasi;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Time passes and chance is chance. */
final class RealWorld extends GuestWorld {
    private final Clock clock;
    private final RandomGenerator random;
    private final long deadlineNanos;
    private final long startNanos = System.nanoTime();

    RealWorld(Clock clock, RandomGenerator random, long deadlineNanos) {
        this.clock = clock;
        this.random = random;
        this.deadlineNanos = deadlineNanos;
    }

    @Override
    long realtimeNanos() {
        return stampNanos();
    }

    @Override
    long monotonicNanos() {
        long elapsed = System.nanoTime() - startNanos;
        return elapsed - elapsed % CLOCK_RESOLUTION_NANOS;
    }

    @Override
    public long stampNanos() {
        return TimeUnit.MILLISECONDS.toNanos(clock.instant().toEpochMilli());
    }

    @Override
    void fillRandom(byte[] bytes) {
        random.nextBytes(bytes);
    }

    @Override
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
