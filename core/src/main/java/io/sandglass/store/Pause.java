package io.sandglass.store;

import static java.util.Objects.requireNonNull;

import io.sandglass.run.Asked;
import java.time.Instant;
import java.util.Optional;

/**
 * A time during which the fire times of something are skipped.
 *
 * @param asked by whom, and why
 * @param from its first moment
 * @param until the moment after it; empty while it lasts
 */
public record Pause(Pausable what, Asked asked, Instant from, Optional<Instant> until) {
    public Pause {
        requireNonNull(what, "what");
        requireNonNull(asked, "asked");
        requireNonNull(from, "from");
        requireNonNull(until, "until");
    }

    /** One that begins, and lasts until it is ended. */
    public static Pause begin(Pausable what, Asked asked, Instant from) {
        return new Pause(what, asked, from, Optional.empty());
    }

    /** Whether it lasts. */
    public boolean lasts() {
        return until.isEmpty();
    }

    /** Whether a moment lies within it. */
    public boolean contains(Instant moment) {
        return !moment.isBefore(from)
                && until.filter(end -> !moment.isBefore(end)).isEmpty();
    }

    public Pause endedAt(Instant end) {
        return new Pause(what, asked, from, Optional.of(end));
    }

    /** {@code paused by alice: why}. */
    @Override
    public String toString() {
        return "paused " + asked;
    }
}
