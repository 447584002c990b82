package io.sandglass.spec;

import io.sandglass.spec.Entries.Entry;
import io.sandglass.spec.TriggerSpec.DstGap;
import io.sandglass.spec.TriggerSpec.DstOverlap;
import io.sandglass.spec.TriggerSpec.TriggerOptions;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads one trigger. */
final class TriggerReader {
    private static final Set<String> UNAVAILABLE = Set.of(
            "calendars", "maxFires", "when", "pauseAfterFailures", "dedupeKey", "dedupeTtl", "throttle", "debounce");
    private static final Set<String> UNAVAILABLE_TYPES =
            Set.of("calendar", "event", "file", "webhook", "workflow", "sql");
    private static final Set<String> COMMON = Set.of("type", "description", "inputs", "enabled");
    private static final Set<String> TIMED =
            Set.of("overlap", "catchup", "lateTolerance", "jitter", "startAt", "endAt", "timezone");
    private static final Map<String, Kind> KINDS = Arrays.stream(Kind.values())
            .collect(Collectors.toMap(
                    kind -> kind.name().toLowerCase(Locale.ROOT),
                    Function.identity(),
                    (one, other) -> one,
                    LinkedHashMap::new));

    private final CronSyntax cron;
    private final OptionsReader options;

    TriggerReader(CronSyntax cron, OptionsReader options) {
        this.cron = cron;
        this.options = options;
    }

    private enum Kind {
        MANUAL,
        CRON("cron", "dst"),
        INTERVAL("every"),
        ONCE("at");

        private final Set<String> keys;

        Kind(String... own) {
            Set<String> all = new LinkedHashSet<>(COMMON);
            all.addAll(Set.of(own));
            if (own.length > 0) {
                all.addAll(TIMED);
            }
            this.keys = all;
        }

        Set<String> keys(boolean named) {
            Set<String> all = new LinkedHashSet<>(keys);
            if (named) {
                all.add("id");
            }
            return all;
        }
    }

    /** The trigger, or empty if it cannot be read. */
    Optional<TriggerSpec> read(Entry entry) {
        Section trigger = entry.section();
        if (!entry.value().isObject()) {
            trigger.findings().atValue(trigger.pointer(), Shapes.wrongType(entry.value(), "an object with a type"));
            return Optional.empty();
        }
        trigger.read("description", Shapes.TEXT);
        return trigger.require("type", Shapes.word(KINDS, UNAVAILABLE_TYPES), "manual")
                .flatMap(kind -> {
                    trigger.allow(kind.keys(entry.named()), UNAVAILABLE);
                    return read(kind, entry.id(), trigger);
                });
    }

    private Optional<TriggerSpec> read(Kind kind, String name, Section trigger) {
        ZoneId zone = trigger.read("timezone", Shapes.ZONE).orElseGet(ZoneId::systemDefault);
        TriggerOptions shared = options.read(trigger, zone);
        return switch (kind) {
            case MANUAL -> Optional.of(new TriggerSpec.Manual(name, shared));
            case CRON -> cron(name, trigger, zone, shared);
            case INTERVAL ->
                trigger.require("every", Shapes.SOME_TIME, "PT15M")
                        .map(every -> new TriggerSpec.Interval(name, every, shared));
            case ONCE ->
                trigger.require("at", Instants.in(zone, trigger.has("timezone")), "\"2027-01-04T09:00:00Z\"")
                        .map(at -> new TriggerSpec.Once(name, at, shared));
        };
    }

    private Optional<TriggerSpec> cron(String name, Section trigger, ZoneId zone, TriggerOptions shared) {
        Section dst = trigger.child("dst");
        dst.allow(Set.of("gap", "overlap"), Set.of());
        DstGap gap = dst.read("gap", Shapes.word(DstGap.class)).orElse(DstGap.SHIFT);
        DstOverlap overlap = dst.read("overlap", Shapes.word(DstOverlap.class)).orElse(DstOverlap.FIRST);
        return trigger.require("cron", expression(zone), "\"30 2 * * *\"")
                .map(text -> new TriggerSpec.Cron(name, text, zone, gap, overlap, shared));
    }

    private Shape<String> expression(ZoneId zone) {
        return value -> {
            String text = Shapes.TEXT.read(value);
            cron.problem(text, zone).ifPresent(reason -> {
                throw new Misfit(
                        "BAD_CRON",
                        reason,
                        "write minute, hour, day of month, month and day of week, as in 30 2 * * MON-FRI");
            });
            return text;
        };
    }
}
