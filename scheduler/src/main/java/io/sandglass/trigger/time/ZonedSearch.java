package io.sandglass.trigger.time;

import io.sandglass.spec.TriggerSpec.DstGap;
import io.sandglass.spec.TriggerSpec.DstOverlap;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * Finds the instants at which a pattern fires in a zone, stretch by stretch between clock changes.
 *
 * <p>A pattern that names times of day obeys {@code gap} and {@code overlap}. A pattern that runs through hours or
 * minutes follows elapsed time instead: it fires whenever the wall clock shows a match, in both passes of a repeated
 * hour, and matches inside a gap are read on the clock as it was before the change.
 */
record ZonedSearch(LocalPattern pattern, ZoneRules rules, DstGap gap, DstOverlap overlap) {
    private static final Instant EARLIEST = Instant.parse("1969-12-30T00:00:00Z");

    /** No gap was ever longer: Samoa and others skipped a whole day. */
    private static final Duration LONGEST_GAP = Duration.ofDays(1);

    /** The first fire time after an instant; empty if there is none before the year 2200. */
    Optional<Instant> next(Instant after) {
        if (!after.isBefore(Bounds.LATEST)) {
            return Optional.empty();
        }
        Instant from = later(EARLIEST, after).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        while (true) {
            Stretch stretch = Stretch.around(from, rules);
            Optional<Instant> found = pattern.elapsing() ? elapsing(stretch, from) : timesOfDay(stretch, from);
            if (found.isPresent() || stretch.closing().isEmpty()) {
                return found;
            }
            Optional<LocalDateTime> candidate =
                    pattern.nextFrom(LocalDateTime.ofInstant(stretch.end(), ZoneOffset.MIN));
            if (candidate.isEmpty()) {
                return Optional.empty();
            }
            from = later(
                    stretch.end(), candidate.get().toInstant(ZoneOffset.MAX).minus(LONGEST_GAP));
        }
    }

    private Optional<Instant> elapsing(Stretch stretch, Instant from) {
        Optional<Instant> shown = within(stretch, from, stretch.end());
        Optional<Instant> jumpedOver = stretch.openingGap().flatMap(change -> onOldClock(change, from));
        if (shown.isEmpty() || jumpedOver.isEmpty()) {
            return shown.or(() -> jumpedOver);
        }
        return shown.get().isBefore(jumpedOver.get()) ? shown : jumpedOver;
    }

    private Optional<Instant> onOldClock(ZoneOffsetTransition change, Instant from) {
        ZoneOffset old = change.getOffsetBefore();
        return pattern.nextFrom(LocalDateTime.ofInstant(from, old))
                .filter(match -> match.isBefore(change.getDateTimeAfter()))
                .map(match -> match.toInstant(old));
    }

    private Optional<Instant> timesOfDay(Stretch stretch, Instant from) {
        Optional<Instant> shifted = stretch.openingGap()
                .map(ZoneOffsetTransition::getInstant)
                .filter(start -> gap == DstGap.SHIFT && start.equals(from) && gapHolds(stretch));
        if (shifted.isPresent()) {
            return shifted;
        }
        Instant begin = overlap == DstOverlap.FIRST ? later(from, stretch.afterRepetition()) : from;
        Instant end = overlap == DstOverlap.SECOND ? stretch.beforeRepetition() : stretch.end();
        return within(stretch, begin, end);
    }

    private boolean gapHolds(Stretch stretch) {
        ZoneOffsetTransition change = stretch.openingGap().orElseThrow();
        return pattern.nextFrom(change.getDateTimeBefore())
                .filter(match -> match.isBefore(change.getDateTimeAfter()))
                .isPresent();
    }

    private Optional<Instant> within(Stretch stretch, Instant begin, Instant end) {
        return pattern.nextFrom(stretch.local(begin)).map(stretch::instant).filter(found -> found.isBefore(end));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
