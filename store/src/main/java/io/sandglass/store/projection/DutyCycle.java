package io.sandglass.store.projection;

import java.time.Duration;

/**
 * When the projector rests: for seven times as long as it worked, where more comes meanwhile than it writes. It could not
 * keep up anyway, and what is being acknowledged needs the processors more; once less comes it catches up. Not when much
 * waits already. Used under a lock.
 */
final class DutyCycle {
    private static final int TIMES = 7;
    private static final long LONGEST = Duration.ofMillis(1_500).toNanos();

    private final long mostBehind;
    private long since;
    private long came;
    private long until;

    /**
     * @param mostBehind with so many records to write it never rests
     * @param now as all times here: of a clock such as {@link System#nanoTime()}
     */
    DutyCycle(long mostBehind, long now) {
        this.mostBehind = mostBehind;
        this.since = now;
        this.until = now;
    }

    void works(long now) {
        since = now;
        came = 0;
    }

    void came(int records) {
        came += records;
    }

    void worked(int records, long behind, long now) {
        boolean overrun = records > 0 && came > records && behind < mostBehind;
        until = overrun ? now + Math.min(TIMES * (now - since), LONGEST) : now;
    }

    /** Nanoseconds; not positive when it is over. */
    long left(long now) {
        return until - now;
    }
}
