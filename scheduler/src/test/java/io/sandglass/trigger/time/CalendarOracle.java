package io.sandglass.trigger.time;

import io.sandglass.spec.TriggerSpec.DstGap;
import io.sandglass.spec.TriggerSpec.DstOverlap;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Fire times by brute force, minute by minute; shares nothing with the code under test. */
record CalendarOracle(Predicate<LocalDateTime> matches, ZoneId zone, DstGap gap, DstOverlap overlap) {
    /** For patterns that follow elapsed time: looks at the wall clock once every real minute. */
    NavigableSet<Instant> elapsing(Instant from, Instant to) {
        NavigableSet<Instant> fires = new TreeSet<>();
        LocalDateTime expected = LocalDateTime.ofInstant(from.minusSeconds(86_400), zone);
        for (Instant now = from.minusSeconds(86_400); now.isBefore(to); now = now.plusSeconds(60)) {
            LocalDateTime shown = LocalDateTime.ofInstant(now, zone);
            for (LocalDateTime lost = expected; lost.isBefore(shown); lost = lost.plusMinutes(1)) {
                if (matches.test(lost)) {
                    fires.add(now.plus(ChronoUnit.MINUTES.between(expected, lost), ChronoUnit.MINUTES));
                }
            }
            if (matches.test(shown)) {
                fires.add(now);
            }
            expected = shown.plusMinutes(1);
        }
        return between(fires, from, to);
    }

    /** For patterns that name times of day: goes through the calendar and asks when each minute of it is. */
    NavigableSet<Instant> timesOfDay(Instant from, Instant to) {
        NavigableSet<Instant> fires = new TreeSet<>();
        LocalDateTime end = LocalDateTime.ofInstant(to, zone).plusDays(2);
        LocalDateTime local = LocalDateTime.ofInstant(from, zone).minusDays(2).truncatedTo(ChronoUnit.MINUTES);
        for (; local.isBefore(end); local = local.plusMinutes(1)) {
            if (matches.test(local)) {
                addTo(fires, local);
            }
        }
        return between(fires, from, to);
    }

    private void addTo(NavigableSet<Instant> fires, LocalDateTime local) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            if (gap == DstGap.SHIFT) {
                fires.add(zone.getRules().getTransition(local).getInstant());
            }
            return;
        }
        if (offsets.size() == 1 || overlap != DstOverlap.SECOND) {
            fires.add(local.toInstant(offsets.get(0)));
        }
        if (offsets.size() == 2 && overlap != DstOverlap.FIRST) {
            fires.add(local.toInstant(offsets.get(1)));
        }
    }

    private static NavigableSet<Instant> between(NavigableSet<Instant> fires, Instant from, Instant to) {
        return new TreeSet<>(fires.subSet(from, true, to, false));
    }
}
