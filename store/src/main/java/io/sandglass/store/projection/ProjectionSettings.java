package io.sandglass.store.projection;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How closely the database follows the journal. Immutable.
 *
 * @param flushInterval how long a record waits for company before it is written to the database; zero to 60 s
 * @param flushThreshold how many records do not wait any longer; at least 1
 * @param maxLag with so many records that are not yet in the database no run begins, and no slot is recorded, until half
 *     of them are left; runs that have begun go on; at least 1
 */
public record ProjectionSettings(Duration flushInterval, int flushThreshold, int maxLag) {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** At most 100 ms behind. */
    public static final ProjectionSettings DEFAULT = new ProjectionSettings(Duration.ofMillis(100), 1_000, 500_000);

    public ProjectionSettings {
        requireNonNull(flushInterval, "flushInterval");
        if (flushInterval.isNegative() || flushInterval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "flushInterval must be between PT0S and " + LONGEST + ", but is " + flushInterval);
        }
        if (flushThreshold < 1 || maxLag < 1) {
            throw new IllegalArgumentException(
                    "flushThreshold and maxLag must be positive, but are " + flushThreshold + " and " + maxLag);
        }
    }
}
