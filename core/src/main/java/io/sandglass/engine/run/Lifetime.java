package io.sandglass.engine.run;

import io.sandglass.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * How long a run has been there: by the monotonic clock since this engine has it, by the wall clock before that, as nothing
 * else tells of other processes. Never negative. Thread-safe.
 */
final class Lifetime implements Supplier<Duration> {
    private final Clock clock;
    private final long beganNanos;

    /** @param launched by the wall clock */
    Lifetime(Clock clock, Instant launched) {
        Duration before = Duration.between(launched, clock.now());
        this.clock = clock;
        this.beganNanos = clock.nanos() - (before.isNegative() ? 0 : before.toNanos());
    }

    @Override
    public Duration get() {
        return Duration.ofNanos(clock.nanos() - beganNanos);
    }
}
