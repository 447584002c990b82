package io.sandglass.spec;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How long runs are kept after they ended. What is empty follows the settings of the home. Immutable.
 *
 * @param runs runs that succeeded, and others unless {@code failed} says otherwise
 * @param payloads inputs and outputs, where they are to go earlier than the run
 * @param failed runs that failed or were cancelled
 */
public record RetentionSpec(Optional<Duration> runs, Optional<Duration> payloads, Optional<Duration> failed) {
    /** Nothing is said. */
    public static final RetentionSpec NONE = new RetentionSpec(Optional.empty(), Optional.empty(), Optional.empty());

    public RetentionSpec {
        requireNonNull(runs, "runs");
        requireNonNull(payloads, "payloads");
        requireNonNull(failed, "failed");
    }

    /**
     * What holds where this says nothing. Who says {@code runs} says it of failed ones, too, unless they are named.
     *
     * @param home of the whole home
     */
    public RetentionSpec orElse(RetentionSpec home) {
        return new RetentionSpec(
                runs.or(home::runs),
                payloads.or(home::payloads),
                failed.or(() -> runs).or(home::failed).or(home::runs));
    }
}
