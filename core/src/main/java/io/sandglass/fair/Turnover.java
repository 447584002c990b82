package io.sandglass.fair;

import java.util.function.LongSupplier;

/**
 * How many have left of late in about the time that a record takes to become durable: so many more than there is room
 * for may be counted upon to get in by then. Guarded by the lock of its gate, but for {@link #recent}.
 */
final class Turnover {
    /** A sync and what goes before and after it, on a busy machine. */
    static final long WINDOW_NANOS = 2_000_000;

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
            last = (int) Math.min(most, left * WINDOW_NANOS / took);
            measured = now;
            begin = now;
            left = 0;
        }
    }

    /** On any thread; 0 if nobody has left for a while. */
    int recent() {
        int found = last;
        return found > 0 && nanos.getAsLong() - measured < 2 * WINDOW_NANOS ? found : 0;
    }
}
