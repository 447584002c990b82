package io.sandglass.store;

import static java.util.Objects.requireNonNull;

import io.sandglass.run.SlotKey;

/**
 * A slot that was not run.
 *
 * @param reason why, for people
 */
public record UnrunSlot(SlotKey slot, SlotState state, String reason) {
    public UnrunSlot {
        requireNonNull(slot, "slot");
        requireNonNull(state, "state");
        requireNonNull(reason, "reason");
    }
}
