package io.sandglass.run;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One fire time of one trigger: at most one run ever belongs to it.
 *
 * @param fireTime the nominal instant computed from the trigger, to the millisecond; not when it was noticed
 */
public record SlotKey(TriggerKey trigger, Instant fireTime) {
    public SlotKey {
        requireNonNull(trigger, "trigger");
        requireNonNull(fireTime, "fireTime");
    }
}
