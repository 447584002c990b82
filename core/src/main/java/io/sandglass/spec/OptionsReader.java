package io.sandglass.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.expression.Template;
import io.sandglass.migration.Suggestion;
import io.sandglass.spec.TriggerSpec.CatchUp;
import io.sandglass.spec.TriggerSpec.Overlap;
import io.sandglass.spec.TriggerSpec.TriggerOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** Reads what all triggers share. */
final class OptionsReader {
    private static final Set<String> UNAVAILABLE_OVERLAPS =
            Set.of("queueOne", "queueAll", "cancelRunning", "killRunning");
    private static final int MOST_RUNS = 10_000;

    private final TemplateReader templates;
    private final Set<String> inputs;

    /** @param inputs the names of all declared inputs */
    OptionsReader(TemplateReader templates, Set<String> inputs) {
        this.templates = templates;
        this.inputs = inputs;
    }

    TriggerOptions read(Section trigger, ZoneId zone) {
        CatchUpOptions catchUp = catchUp(trigger);
        boolean zoned = trigger.has("timezone");
        Optional<Instant> startAt = trigger.read("startAt", Instants.in(zone, zoned));
        Optional<Instant> endAt = trigger.read("endAt", Instants.in(zone, zoned));
        judgePeriod(trigger, startAt, endAt);
        return new TriggerOptions(
                inputs(trigger),
                trigger.read("enabled", Shapes.TRUTH).orElse(true),
                trigger.read("overlap", Shapes.word(Overlap.class, UNAVAILABLE_OVERLAPS))
                        .orElse(Overlap.SKIP),
                catchUp.policy(),
                catchUp.window(),
                catchUp.maxRuns(),
                trigger.read("lateTolerance", Shapes.DURATION).orElse(Duration.ofSeconds(5)),
                trigger.read("jitter", Shapes.DURATION).orElse(Duration.ZERO),
                startAt,
                endAt);
    }

    private Template inputs(Section trigger) {
        Section given = trigger.child("inputs");
        given.forEach((name, value) -> {
            if (!inputs.contains(name) && !trigger.findings().full()) {
                Misfit misfit = new Misfit(
                        "UNKNOWN_INPUT",
                        "there is no input '" + Section.shown(name) + "'",
                        Suggestion.orElse(name, inputs, "declare it under the inputs of the workflow"));
                given.findings().atKey(given.at(name), misfit);
            }
        });
        return templates.readAtStart(given.node(), given.pointer());
    }

    private static CatchUpOptions catchUp(Section trigger) {
        JsonNode value = trigger.get("catchup");
        if (!value.isObject()) {
            return CatchUpOptions.of(trigger.read("catchup", Shapes.word(CatchUp.class)));
        }
        Section catchUp = trigger.child("catchup");
        catchUp.allow(Set.of("policy", "window", "maxRuns"), Set.of("order", "spacing"));
        CatchUpOptions standard = CatchUpOptions.of(catchUp.read("policy", Shapes.word(CatchUp.class)));
        return new CatchUpOptions(
                standard.policy(),
                catchUp.read("window", Shapes.DURATION).orElse(standard.window()),
                catchUp.read("maxRuns", Shapes.whole(0, MOST_RUNS)).orElse(standard.maxRuns()));
    }

    private static void judgePeriod(Section trigger, Optional<Instant> startAt, Optional<Instant> endAt) {
        if (startAt.isPresent() && endAt.isPresent() && !startAt.get().isBefore(endAt.get())) {
            Misfit misfit = Shapes.badValue("endAt is not after startAt", "write a later time, or leave one out");
            trigger.findings().atValue(trigger.at("endAt"), misfit);
        }
    }

    private record CatchUpOptions(CatchUp policy, Duration window, int maxRuns) {
        static CatchUpOptions of(Optional<CatchUp> policy) {
            return new CatchUpOptions(policy.orElse(CatchUp.LAST), Duration.ofHours(1), 10);
        }
    }
}
