package io.sandglass.trigger;

import io.sandglass.expression.Expressions;
import io.sandglass.expression.Template;
import io.sandglass.plugin.Payload;
import io.sandglass.spec.TriggerSpec;
import io.sandglass.spec.TriggerSpec.CatchUp;
import io.sandglass.spec.TriggerSpec.DstGap;
import io.sandglass.spec.TriggerSpec.DstOverlap;
import io.sandglass.spec.TriggerSpec.Overlap;
import io.sandglass.spec.TriggerSpec.TriggerOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** Definitions for tests, with the defaults of the format unless they say otherwise. */
record Triggers(
        Template inputs,
        boolean enabled,
        Overlap overlap,
        CatchUp catchUp,
        Duration window,
        int maxRuns,
        Duration jitter,
        Optional<Instant> startAt,
        Optional<Instant> endAt) {
    static final Triggers DEFAULTS = new Triggers(
            template(Map.of()),
            true,
            Overlap.SKIP,
            CatchUp.LAST,
            Duration.ofHours(1),
            10,
            Duration.ZERO,
            Optional.empty(),
            Optional.empty());

    Triggers disabled() {
        return new Triggers(inputs, false, overlap, catchUp, window, maxRuns, jitter, startAt, endAt);
    }

    Triggers overlap(Overlap overlap) {
        return new Triggers(inputs, enabled, overlap, catchUp, window, maxRuns, jitter, startAt, endAt);
    }

    Triggers catchUp(CatchUp catchUp, Duration window, int maxRuns) {
        return new Triggers(inputs, enabled, overlap, catchUp, window, maxRuns, jitter, startAt, endAt);
    }

    Triggers jitter(Duration jitter) {
        return new Triggers(inputs, enabled, overlap, catchUp, window, maxRuns, jitter, startAt, endAt);
    }

    Triggers inputs(Object inputs) {
        return new Triggers(template(inputs), enabled, overlap, catchUp, window, maxRuns, jitter, startAt, endAt);
    }

    Triggers between(String startAt, String endAt) {
        return new Triggers(
                inputs,
                enabled,
                overlap,
                catchUp,
                window,
                maxRuns,
                jitter,
                Optional.of(Instant.parse(startAt)),
                Optional.of(Instant.parse(endAt)));
    }

    TriggerSpec cron(String cron, String zone) {
        return new TriggerSpec.Cron("t", cron, ZoneId.of(zone), DstGap.SHIFT, DstOverlap.FIRST, options());
    }

    TriggerSpec cron(String cron) {
        return cron(cron, "UTC");
    }

    TriggerSpec every(Duration every) {
        return new TriggerSpec.Interval("t", every, options());
    }

    TriggerSpec once(String at) {
        return new TriggerSpec.Once("t", Instant.parse(at), options());
    }

    TriggerSpec manual() {
        return new TriggerSpec.Manual("t", options());
    }

    TriggerOptions options() {
        return new TriggerOptions(
                inputs, enabled, overlap, catchUp, window, maxRuns, Duration.ofSeconds(5), jitter, startAt, endAt);
    }

    private static Template template(Object source) {
        return new Expressions().template(Payload.of(source));
    }
}
