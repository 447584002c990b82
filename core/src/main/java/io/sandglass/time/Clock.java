package io.sandglass.time;

import java.time.Instant;

/** Tells the time. Thread-safe. */
public interface Clock {
    /** The wall time: for stamps and schedules. It may jump, also backwards; never measure a duration with it. */
    Instant now();

    /** A count of nanoseconds from an arbitrary origin that never goes back: for durations. */
    long nanos();

    /** The clock of the machine. */
    static Clock system() {
        return new SystemClock();
    }
}
