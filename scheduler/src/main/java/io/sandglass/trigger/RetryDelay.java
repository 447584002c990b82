package io.sandglass.trigger;

import java.time.Duration;

/** How long to wait before asking the engine again: doubling from a quarter of a second up to half a minute. */
final class RetryDelay {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 7;

    private RetryDelay() {}

    /** @param failures in a row, at least 1 */
    static Duration after(int failures) {
        Duration delay = FIRST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }
}
