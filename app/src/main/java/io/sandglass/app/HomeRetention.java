package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.spec.RetentionSpec;
import java.time.Duration;

/**
 * How long a home keeps what is over.
 *
 * @param runs how long runs are kept whose workflow does not say
 * @param slots how long the outcomes of fire times are kept
 */
public record HomeRetention(RetentionSpec runs, Duration slots) {
    /** Runs for ever, slots for 90 days: a trigger that fires every second has 31 million a year. */
    public static final HomeRetention DEFAULT = new HomeRetention(RetentionSpec.NONE, Duration.ofDays(90));

    public HomeRetention {
        requireNonNull(runs, "runs");
        requireNonNull(slots, "slots");
    }
}
