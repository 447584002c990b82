package io.sandglass.store.jdbc;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How often in a row a database must fail that can be opened until it is made anew. Each time twice as often, as making it
 * anew takes long and did not help; until it was well for some time. Used by one thread.
 */
final class RebuildThreshold {
    /** One that fails so often although it can be opened is damaged where opening does not look. */
    private static final int FIRST = 3;

    private static final long HEALTHY = Duration.ofMinutes(10).toNanos();

    private final LongSupplier nanos;
    private int threshold = FIRST;
    private long failedAt;

    /** @param nanos the time, as that of {@link System#nanoTime()} */
    RebuildThreshold(LongSupplier nanos) {
        this.nanos = nanos;
        this.failedAt = nanos.getAsLong();
    }

    /** Takes note of a failure, and says whether it was the last that is borne. */
    boolean reached(int inARow) {
        long now = nanos.getAsLong();
        if (now - failedAt > HEALTHY) {
            threshold = FIRST;
        }
        failedAt = now;
        return inARow >= threshold;
    }

    /** It was made anew. */
    void rebuilt() {
        threshold *= 2;
    }
}
