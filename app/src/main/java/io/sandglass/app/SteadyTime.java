package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time by which old things are deleted for good: that of the wall clock, unless it has jumped ahead. Then the time goes
 * on from before the jump for a day of running, in which somebody may notice and set the clock right. Used by one thread.
 */
final class SteadyTime {
    private static final Logger log = LoggerFactory.getLogger(SteadyTime.class);
    private static final Duration TOLERATED = Duration.ofHours(1);
    private static final Duration BELIEVED_AFTER = Duration.ofDays(1);

    private final Clock clock;
    private Instant wall;
    private long nanos;
    private OptionalLong jumped = OptionalLong.empty();

    /** @param last when something is known to have happened last, before now */
    SteadyTime(Clock clock, Instant last) {
        this.clock = requireNonNull(clock, "clock");
        this.wall = requireNonNull(last, "last");
        this.nanos = clock.nanos();
    }

    Instant now() {
        Instant shown = clock.now();
        long count = clock.nanos();
        Instant steady = wall.plusNanos(count - nanos);
        if (shown.isBefore(steady.plus(TOLERATED)) || believed(count)) {
            jumped = OptionalLong.empty();
            wall = shown;
            nanos = count;
            return shown;
        }
        if (jumped.isEmpty()) {
            jumped = OptionalLong.of(count);
            log.warn(
                    "the clock says {} where {} was expected; old runs are deleted by the latter for a day",
                    shown,
                    steady);
        }
        return steady;
    }

    private boolean believed(long count) {
        return jumped.isPresent() && count - jumped.getAsLong() >= BELIEVED_AFTER.toNanos();
    }
}
