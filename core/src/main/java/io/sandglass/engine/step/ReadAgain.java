package io.sandglass.engine.step;

import java.time.Duration;

/** When something is tried again that needs data which cannot be read for a while. */
public final class ReadAgain {
    private static final Duration LEAST = Duration.ofSeconds(2);
    private static final Duration MOST = Duration.ofMinutes(5);

    private ReadAgain() {}

    /**
     * About as long as they cannot be read, so that whoever needs them waits twice as long as that at most; to the millisecond.
     *
     * @param elapsed since they were found unreadable
     */
    public static Duration after(Duration elapsed) {
        Duration most = elapsed.compareTo(MOST) < 0 ? elapsed : MOST;
        return most.compareTo(LEAST) < 0 ? LEAST : Duration.ofMillis(most.toMillis());
    }
}
