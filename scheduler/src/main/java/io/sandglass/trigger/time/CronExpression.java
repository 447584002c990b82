package io.sandglass.trigger.time;

import static java.util.Objects.requireNonNull;

import io.sandglass.spec.TriggerSpec.DstGap;
import io.sandglass.spec.TriggerSpec.DstOverlap;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A cron expression: 5 fields (minute, hour, day of month, month, day of week), 6 with seconds in front, 7 with a year
 * (1970-2199) at the end, or a nickname such as {@code @daily}.
 *
 * <p>Fields hold {@code *}, values, names, ranges that may wrap around ({@code FRI-MON}), lists and steps; the day
 * fields also {@code ?}, {@code L}, {@code L-3}, {@code LW}, {@code 15W}, {@code FRIL}, {@code MON#2}. Days of the week
 * are 0-7 with 0 and 7 for Sunday whatever the number of fields; Quartz's numbers (1 for Sunday) are not used. If both
 * day fields are restricted either will do, unless one starts with {@code *}: the rule of Vixie cron. Immutable; equal if
 * the texts are.
 */
public final class CronExpression {
    private final String text;
    private final LocalPattern pattern;

    private CronExpression(String text, LocalPattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    /**
     * Reads an expression; case does not matter.
     *
     * @throws InvalidCron if it is no good or never fires; the message names field, value, what is allowed and a remedy
     */
    public static CronExpression parse(String text) {
        requireNonNull(text, "text");
        return new CronExpression(text, CronParser.parse(text));
    }

    /**
     * The first fire time strictly after an instant, on a whole second; empty if there is none before the year 2200.
     *
     * @param gap how to treat times of day that the clocks skip
     * @param overlap how to treat times of day that occur twice
     */
    public Optional<Instant> next(Instant after, ZoneId zone, DstGap gap, DstOverlap overlap) {
        return new ZonedSearch(pattern, zone.getRules(), gap, overlap).next(after);
    }

    /**
     * Whether it has {@code *}, a step or every value in the hour or minute. Then it follows elapsed time through clock
     * changes; otherwise it names times of day, which obey {@link DstGap} and {@link DstOverlap}.
     */
    public boolean followsElapsedTime() {
        return pattern.elapsing();
    }

    /** In English: {@code at 02:30 on Monday to Friday}. */
    public String describe() {
        return CronWords.describe(pattern);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CronExpression that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
