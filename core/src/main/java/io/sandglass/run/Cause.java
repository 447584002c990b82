package io.sandglass.run;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.Payload;
import java.util.Map;
import java.util.Optional;

/**
 * Why a run was started.
 *
 * @param kind the trigger's type: {@code manual}, {@code cron}, {@code interval}, {@code once}; {@code rerun} of a run
 *     that ran before, whose id stands in {@code data} under {@code origin}
 * @param trigger the trigger's name; empty if it was started by hand without one
 * @param slot the slot it fills; empty if it fills none
 * @param data what expressions see as {@code trigger}: an object with at least {@code type}, and {@code scheduledAt}
 *     (ISO-8601) for a time trigger
 */
public record Cause(String kind, Optional<String> trigger, Optional<SlotKey> slot, Payload data) {
    private static final Cause MANUAL =
            new Cause("manual", Optional.empty(), Optional.empty(), Payload.of(Map.of("type", "manual")));

    public Cause {
        requireNonNull(kind, "kind");
        requireNonNull(trigger, "trigger");
        requireNonNull(slot, "slot");
        requireNonNull(data, "data");
    }

    /** Started by hand. */
    public static Cause manual() {
        return MANUAL;
    }
}
