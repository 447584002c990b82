package io.sandglass.sandbox.wasi;

import java.util.concurrent.TimeUnit;

/** Time moves by what the guest does, and chance follows from a seed. */
final class VirtualWorld extends GuestWorld {
    private final long startNanos;
    private final SeededRandom random;
    private long elapsedNanos;

    VirtualWorld(long startMillis, String seed) {
        this.startNanos = TimeUnit.MILLISECONDS.toNanos(startMillis);
        this.random = new SeededRandom(seed);
    }

    @Override
    long realtimeNanos() {
        advance(CLOCK_RESOLUTION_NANOS);
        return stampNanos();
    }

    @Override
    long monotonicNanos() {
        advance(CLOCK_RESOLUTION_NANOS);
        return elapsedNanos;
    }

    @Override
    public long stampNanos() {
        return startNanos + elapsedNanos;
    }

    @Override
    void fillRandom(byte[] bytes) {
        random.fill(bytes);
    }

    @Override
    void sleep(long nanos) {
        checkInterrupt();
        advance(nanos);
    }

    /** At the end of what a clock can show it stands still. */
    private void advance(long nanos) {
        elapsedNanos += Math.min(nanos, Long.MAX_VALUE - startNanos - elapsedNanos);
    }
}
