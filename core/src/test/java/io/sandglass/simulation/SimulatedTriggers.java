package io.sandglass.simulation;

import io.sandglass.history.SlotRow;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.TriggerRow;
import io.sandglass.store.TriggerStore;
import io.sandglass.store.UnrunSlot;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The triggers of a simulated store, as one process sees them. */
final class SimulatedTriggers implements TriggerStore {
    private final SimulatedStore store;
    private final TriggerStore durable;

    SimulatedTriggers(SimulatedStore store, TriggerStore durable) {
        this.store = store;
        this.durable = durable;
    }

    @Override
    public void replace(WorkflowKey workflow, Collection<TriggerRow> triggers) {
        store.weather().before();
        durable.replace(workflow, triggers);
        store.weather().after();
    }

    @Override
    public List<TriggerRow> all() {
        store.weather().before();
        return durable.all();
    }

    @Override
    public void advance(TriggerKey trigger, Optional<Instant> nextFireTime) {
        store.weather().before();
        durable.advance(trigger, nextFireTime);
        store.weather().after();
    }

    @Override
    public List<UnrunSlot> recordSlots(List<UnrunSlot> slots) {
        store.weather().before();
        List<UnrunSlot> fresh = durable.recordSlots(slots);
        fresh.forEach(each -> store.noteNotRun(new SlotRow(
                each.slot().trigger().toString(), each.slot().fireTime().toEpochMilli(), "", each.reason())));
        store.weather().after();
        return fresh;
    }

    @Override
    public Optional<Instant> lastSlot(TriggerKey trigger) {
        store.weather().check();
        return durable.lastSlot(trigger);
    }
}
