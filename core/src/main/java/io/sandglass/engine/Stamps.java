package io.sandglass.engine;

import io.sandglass.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as they are recorded: to the millisecond. */
final class Stamps {
    private Stamps() {}

    static Instant now(Clock clock) {
        return clock.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
