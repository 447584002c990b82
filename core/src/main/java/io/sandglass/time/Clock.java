package io.sandglass.time;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Tells the time. Thread-safe. */
public interface Clock {
    /** The wall time: for stamps and schedules. It may jump, also backwards; never measure a duration with it. */
    Instant now();

    /** The wall time to the millisecond, as it goes on record. */
    default Instant nowMillis() {
        return now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** A count of nanoseconds from an arbitrary origin that never goes back: for durations. */
    long nanos();

    /**
     * How long the machine has slept in all, from an arbitrary origin, while {@link #nanos} stood still: to tell a sleep
     * from a wall clock that was set. Empty if it is not known.
     */
    default Optional<Duration> slept() {
        return Optional.empty();
    }

    /** The clock of the machine. */
    static Clock system() {
        return new SystemClock();
    }
}
