package io.sandglass.trigger.time;

import static java.util.Objects.requireNonNull;

import io.sandglass.spec.TriggerSpec.TriggerOptions;
import java.time.Instant;
import java.util.Optional;

/**
 * Between which instants a schedule fires; both belong to it.
 *
 * @param startAt empty for no beginning
 * @param endAt empty for no end
 */
public record Bounds(Optional<Instant> startAt, Optional<Instant> endAt) {
    /** No beginning and no end. */
    public static final Bounds NONE = new Bounds(Optional.empty(), Optional.empty());

    /** Nothing fires from here on. */
    static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    public Bounds {
        requireNonNull(startAt, "startAt");
        requireNonNull(endAt, "endAt");
    }

    static Bounds of(TriggerOptions options) {
        return new Bounds(options.startAt(), options.endAt());
    }

    /** The instant itself, or the last one before {@code startAt} if that is later. */
    Instant after(Instant after) {
        return startAt.map(start -> start.minusNanos(1))
                .filter(start -> start.isAfter(after))
                .orElse(after);
    }

    Optional<Instant> within(Optional<Instant> fireTime) {
        return fireTime.filter(
                time -> startAt.map(start -> !time.isBefore(start)).orElse(true)
                        && endAt.map(end -> !time.isAfter(end)).orElse(true));
    }
}
