package io.sandglass.trigger.time;

import io.sandglass.spec.TriggerSpec;
import java.time.Instant;

/** Makes schedules of trigger definitions. */
public final class Schedules {
    private Schedules() {}

    /**
     * The schedule of a trigger.
     *
     * @param firstDeployedAt what an interval without {@code startAt} is counted from
     * @throws InvalidCron if a cron expression is no good
     */
    public static Schedule of(TriggerSpec trigger, Instant firstDeployedAt) {
        Bounds bounds = Bounds.of(trigger.options());
        if (trigger instanceof TriggerSpec.Cron cron) {
            return new CronSchedule(CronExpression.parse(cron.cron()), cron.zone(), cron.gap(), cron.overlap(), bounds);
        }
        if (trigger instanceof TriggerSpec.Interval interval) {
            return new IntervalSchedule(bounds.startAt().orElse(firstDeployedAt), interval.every(), bounds);
        }
        if (trigger instanceof TriggerSpec.Once once) {
            return new OnceSchedule(once.at(), bounds);
        }
        if (trigger instanceof TriggerSpec.Manual) {
            return new NoSchedule();
        }
        throw new AssertionError(trigger);
    }
}
