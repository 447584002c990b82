package io.sandglass.trigger.time;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Fires a single time.
 *
 * @param at cut to the millisecond
 */
public record OnceSchedule(Instant at, Bounds bounds) implements Schedule {
    public OnceSchedule {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        requireNonNull(bounds, "bounds");
    }

    @Override
    public Optional<Instant> next(Instant after) {
        return bounds.within(Optional.of(at)).filter(time -> time.isAfter(after));
    }

    @Override
    public String describe() {
        return "once at " + at;
    }
}
