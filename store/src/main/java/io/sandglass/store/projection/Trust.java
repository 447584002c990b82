package io.sandglass.store.projection;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether the database is sound beyond doubt, so that what it does not take is to blame itself: while one that was made anew
 * catches up, and for some time if an entry turned out to be to blame in it. If none did, the database before it was
 * damaged, and this one is trusted no more than that. Used by the projector's thread.
 */
final class Trust {
    /** As long as a database must be well until it is made anew as readily as the first time. */
    private static final long LONGEST = Duration.ofMinutes(10).toNanos();

    /** So many entries are to blame beside those that were before, until the database is doubted again. */
    private static final int MOST = 10;

    private final LongSupplier nanos;
    private boolean catchingUp;
    private long since;
    private int convicted;
    private long most;

    /** @param nanos the time, as that of {@link System#nanoTime()} */
    Trust(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @param known how many entries were to blame before, and may be again while it catches up */
    void madeAnew(long known) {
        catchingUp = true;
        most = known + MOST;
        since = nanos.getAsLong();
        convicted = 0;
    }

    /** An entry is to blame. */
    void convicted() {
        convicted++;
    }

    /** Those that were to blame until now may all have been known before. */
    void caughtUp() {
        if (catchingUp) {
            catchingUp = false;
            since = nanos.getAsLong();
            most = MOST;
            convicted = Math.min(convicted, 1);
        }
    }

    boolean holds() {
        boolean proven = convicted > 0 && nanos.getAsLong() - since < LONGEST;
        return (catchingUp || proven) && convicted <= most;
    }
}
