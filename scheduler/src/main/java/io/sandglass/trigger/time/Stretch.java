package io.sandglass.trigger.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * The time from one clock change to the next: inside it wall time and elapsed time run alike.
 *
 * @param opening the change it starts with; empty for the first stretch of a zone
 * @param closing the change it ends with; empty for the last one
 */
record Stretch(ZoneOffset offset, Optional<ZoneOffsetTransition> opening, Optional<ZoneOffsetTransition> closing) {
    static Stretch around(Instant instant, ZoneRules rules) {
        return new Stretch(
                rules.getOffset(instant),
                Optional.ofNullable(rules.previousTransition(instant.plusNanos(1))),
                Optional.ofNullable(rules.nextTransition(instant)));
    }

    /** The clocks jumped forward at its start. */
    Optional<ZoneOffsetTransition> openingGap() {
        return opening.filter(ZoneOffsetTransition::isGap);
    }

    /** From here on no wall time is a repetition of the stretch before. */
    Instant afterRepetition() {
        return opening.filter(ZoneOffsetTransition::isOverlap)
                .map(change -> change.getInstant().minus(change.getDuration())) // an overlap's duration is negative
                .orElse(Instant.MIN);
    }

    /** From here on the stretch after it repeats every wall time. */
    Instant beforeRepetition() {
        return closing.map(change ->
                        change.isOverlap() ? change.getInstant().plus(change.getDuration()) : change.getInstant())
                .orElse(Instant.MAX);
    }

    /** Exclusive. */
    Instant end() {
        return closing.map(ZoneOffsetTransition::getInstant).orElse(Instant.MAX);
    }

    LocalDateTime local(Instant instant) {
        return LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, offset);
    }

    Instant instant(LocalDateTime local) {
        return local.toInstant(offset);
    }
}
