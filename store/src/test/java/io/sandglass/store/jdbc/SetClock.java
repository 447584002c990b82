package io.sandglass.store.jdbc;

import io.sandglass.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A clock that begins with the time of the machine, and goes on when it is told to. */
final class SetClock implements Clock {
    private volatile Instant now = Instant.now();

    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }
}
