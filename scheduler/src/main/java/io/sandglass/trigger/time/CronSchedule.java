package io.sandglass.trigger.time;

import static java.util.Objects.requireNonNull;

import io.sandglass.spec.TriggerSpec.DstGap;
import io.sandglass.spec.TriggerSpec.DstOverlap;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** Fires by the wall clock of a zone. */
public record CronSchedule(CronExpression cron, ZoneId zone, DstGap gap, DstOverlap overlap, Bounds bounds)
        implements Schedule {
    public CronSchedule {
        requireNonNull(cron, "cron");
        requireNonNull(zone, "zone");
        requireNonNull(gap, "gap");
        requireNonNull(overlap, "overlap");
        requireNonNull(bounds, "bounds");
    }

    @Override
    public Optional<Instant> next(Instant after) {
        return bounds.within(cron.next(bounds.after(after), zone, gap, overlap));
    }

    @Override
    public String describe() {
        return cron.describe() + " (" + zone + ")";
    }
}
