package io.sandglass.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The clock of the machine. */
final class SystemClock implements Clock {
    private final Sleep sleep = new Sleep(System.nanoTime(), System.currentTimeMillis());

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Instant nowMillis() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Optional<Duration> slept() {
        return sleep.inAll(System.nanoTime(), System.currentTimeMillis());
    }
}
