package io.sandglass.fair;

import java.util.function.LongSupplier;

/**
 * How many will leave in a moment that nobody notices, if it goes on as of late: so many more than there is room for may
 * be counted upon to get in by then. Guarded by the lock of its gate, but for {@link #recent}.
 */
final class Turnover {
    /** For so long it is counted before it is believed. */
    static final long WINDOW_NANOS = 2_000_000;

    /** In windows. */
    static final int MOMENT = 25;

    private final LongSupplier nanos;
    private final int most;
    private long begin;
    private int left;
    private volatile int last;
    private volatile long measured;

    /**
     * @param nanos the monotonic clock
     * @param most it ever counts upon: should they be slower than those before them, so many are said to have started that
     *     have to wait
     */
    Turnover(LongSupplier nanos, int most) {
        this.nanos = nanos;
        this.most = most;
        this.begin = nanos.getAsLong();
    }

    void left() {
        left++;
        long now = nanos.getAsLong();
        long took = now - begin;
        if (took >= WINDOW_NANOS) {
            last = (int) Math.min(most, MOMENT * left * WINDOW_NANOS / took);
            measured = now;
            begin = now;
            left = 0;
        }
    }

    /** On any thread; 0 if nobody has left for a while. */
    int recent() {
        int found = last;
        return found > 0 && nanos.getAsLong() - measured < MOMENT * WINDOW_NANOS ? found : 0;
    }
}
