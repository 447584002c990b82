package io.sandglass.trigger;

import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.TriggerRow;
import io.sandglass.store.TriggerStore;
import io.sandglass.store.UnrunSlot;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A trigger store that remembers what was recorded and can be down. */
final class LedgerStore implements TriggerStore {
    private final TriggerStore store;
    private final Map<SlotKey, String> records = new HashMap<>();
    private boolean down;
    private boolean withoutMemory;
    private boolean forgetful;
    private int writes;

    LedgerStore(TriggerStore store) {
        this.store = store;
    }

    /** What was recorded of slots without a run: {@code MISSED older than ...}. */
    Map<SlotKey, String> records() {
        return Map.copyOf(records);
    }

    /** How often slots were recorded. */
    int writes() {
        return writes;
    }

    void down(boolean down) {
        this.down = down;
    }

    void withoutMemory(boolean withoutMemory) {
        this.withoutMemory = withoutMemory;
    }

    /** Loses what it is told of next fire times, as if the process died just before. */
    void forgetful(boolean forgetful) {
        this.forgetful = forgetful;
    }

    void check() {
        if (withoutMemory) {
            throw new OutOfMemoryError("on purpose");
        }
        if (down) {
            throw new StoreUnavailable("the disk is full", new IllegalStateException());
        }
    }

    @Override
    public void replace(WorkflowKey workflow, Collection<TriggerRow> triggers) {
        check();
        store.replace(workflow, triggers);
    }

    @Override
    public List<TriggerRow> all() {
        check();
        return store.all();
    }

    @Override
    public void advance(TriggerKey trigger, Optional<Instant> nextFireTime) {
        check();
        if (!forgetful) {
            store.advance(trigger, nextFireTime);
        }
    }

    @Override
    public List<UnrunSlot> recordSlots(List<UnrunSlot> slots) {
        check();
        writes++;
        List<UnrunSlot> recorded = store.recordSlots(slots);
        recorded.forEach(each -> records.put(each.slot(), each.state() + " " + each.reason()));
        return recorded;
    }

    @Override
    public Optional<Instant> lastSlot(TriggerKey trigger) {
        check();
        return store.lastSlot(trigger);
    }
}
