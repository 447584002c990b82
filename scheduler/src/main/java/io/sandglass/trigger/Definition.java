package io.sandglass.trigger;

import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.TriggerSpec;
import io.sandglass.spec.TriggerSpec.TriggerOptions;
import io.sandglass.store.TriggerRow;
import io.sandglass.trigger.time.NoSchedule;
import io.sandglass.trigger.time.Schedule;
import io.sandglass.trigger.time.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A trigger as deployed with a revision of its workflow.
 *
 * @param schedule when it fires; never if it is disabled
 */
record Definition(TriggerKey key, int revision, TriggerSpec spec, Schedule schedule, Instant firstDeployedAt) {
    /** Longer durations mean for ever, and would leave the range of instants. */
    private static final Duration FOR_EVER = Duration.ofDays(365_000);

    static Definition of(TriggerKey key, int revision, TriggerSpec spec, Instant firstDeployedAt) {
        Schedule schedule = spec.options().enabled() ? Schedules.of(spec, firstDeployedAt) : new NoSchedule();
        return new Definition(key, revision, spec, schedule, firstDeployedAt);
    }

    TriggerOptions options() {
        return spec.options();
    }

    Duration jitter() {
        return bounded(options().jitter());
    }

    /** How long after its time, jitter aside, a slot is still on time. */
    Duration lateTolerance() {
        return bounded(options().lateTolerance());
    }

    Duration catchUpWindow() {
        return bounded(options().catchUpWindow());
    }

    SlotKey slot(Instant fireTime) {
        return new SlotKey(key, fireTime);
    }

    /** How it is kept. */
    TriggerRow row(Optional<Instant> next) {
        return new TriggerRow(
                key, revision, kind(), spec.expression(), zone(), options().enabled(), firstDeployedAt, next);
    }

    /** Whether a row that was stored earlier promises the same fire times, as far as it tells. */
    boolean continues(TriggerRow row) {
        return row.enabled()
                && options().enabled()
                && row.kind().equals(kind())
                && row.expression().equals(spec.expression())
                && row.zone().equals(zone());
    }

    String kind() {
        return spec.kind();
    }

    private static Duration bounded(Duration duration) {
        return duration.compareTo(FOR_EVER) < 0 ? duration : FOR_EVER;
    }

    private Optional<String> zone() {
        return spec instanceof TriggerSpec.Cron cron ? Optional.of(cron.zone()).map(ZoneId::getId) : Optional.empty();
    }
}
