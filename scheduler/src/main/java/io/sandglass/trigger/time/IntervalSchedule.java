package io.sandglass.trigger.time;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Fires on a grid of real time: the anchor, and every interval after it. How late a firing was does not move the grid.
 *
 * @param anchor cut to the millisecond
 * @param every positive, in whole milliseconds
 * @throws IllegalArgumentException if {@code every} is less than a millisecond
 */
public record IntervalSchedule(Instant anchor, Duration every, Bounds bounds) implements Schedule {
    public IntervalSchedule {
        anchor = anchor.truncatedTo(ChronoUnit.MILLIS);
        requireNonNull(bounds, "bounds");
        if (every.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("an interval must be at least PT0.001S, but is " + every);
        }
    }

    @Override
    public Optional<Instant> next(Instant after) {
        Instant from = bounds.after(after);
        if (from.isBefore(anchor)) {
            return bounds.within(Optional.of(anchor));
        }
        if (from.isAfter(Bounds.LATEST) || every.compareTo(Duration.between(from, Bounds.LATEST)) > 0) {
            return Optional.empty();
        }
        long steps = (from.toEpochMilli() - anchor.toEpochMilli()) / every.toMillis() + 1;
        return bounds.within(Optional.of(anchor.plusMillis(steps * every.toMillis())));
    }

    @Override
    public String describe() {
        return "every " + every + ", counted from " + anchor;
    }
}
