package io.sandglass.store;

import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Keeps triggers and the ledger of their slots. Thread-safe. */
public interface TriggerStore {
    /** How many slots are recorded together. */
    int MOST_SLOTS = 1_000;

    /**
     * Makes these the triggers of a workflow, all or none. A trigger that was there keeps its {@code firstDeployedAt};
     * one that is no longer named is removed; slots are kept for ever.
     */
    void replace(WorkflowKey workflow, Collection<TriggerRow> triggers);

    /** Every trigger, by key. */
    List<TriggerRow> all();

    /** Notes the next fire time; empty if the trigger will not fire again. Nothing happens if the trigger is gone. */
    void advance(TriggerKey trigger, Optional<Instant> nextFireTime);

    /**
     * Records that a slot was not run.
     *
     * @return false if the slot was already recorded; then nothing changes
     */
    default boolean recordSlot(SlotKey slot, SlotState state, String reason) {
        return !recordSlots(List.of(new UnrunSlot(slot, state, reason))).isEmpty();
    }

    /**
     * Records together that slots of one trigger were not run; those that were already recorded stay as they are.
     *
     * @param slots at most {@link #MOST_SLOTS}, of one trigger, each once
     * @return those that were not recorded before
     * @throws StoreUnavailable if none of them was recorded
     */
    List<UnrunSlot> recordSlots(List<UnrunSlot> slots);

    /** The latest slot of a trigger that is recorded, whatever its state. */
    Optional<Instant> lastSlot(TriggerKey trigger);
}
