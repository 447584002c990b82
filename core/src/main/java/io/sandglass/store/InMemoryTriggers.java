package io.sandglass.store;

import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Triggers in memory, guarded by its own monitor. */
final class InMemoryTriggers implements TriggerStore {
    private final SlotLedger slots;
    private final Map<TriggerKey, TriggerRow> rows = new TreeMap<>(Comparator.comparing(TriggerKey::toString));

    InMemoryTriggers(SlotLedger slots) {
        this.slots = slots;
    }

    @Override
    public synchronized void replace(WorkflowKey workflow, Collection<TriggerRow> triggers) {
        List<TriggerRow> replacements =
                List.copyOf(triggers).stream().map(this::withFirstDeployment).toList();
        rows.keySet().removeIf(key -> key.workflow().equals(workflow));
        replacements.forEach(row -> rows.put(row.key(), row));
    }

    @Override
    public synchronized List<TriggerRow> all() {
        return List.copyOf(rows.values());
    }

    @Override
    public synchronized void advance(TriggerKey trigger, Optional<Instant> nextFireTime) {
        rows.computeIfPresent(trigger, (key, row) -> with(row, row.firstDeployedAt(), nextFireTime));
    }

    @Override
    public List<UnrunSlot> recordSlots(List<UnrunSlot> unrun) {
        return unrun.stream()
                .filter(each -> slots.take(each.slot(), each.state()))
                .toList();
    }

    @Override
    public Optional<Instant> lastSlot(TriggerKey trigger) {
        return slots.last(trigger);
    }

    private TriggerRow withFirstDeployment(TriggerRow row) {
        TriggerRow known = rows.getOrDefault(row.key(), row);
        return with(row, known.firstDeployedAt(), row.nextFireTime());
    }

    private static TriggerRow with(TriggerRow row, Instant firstDeployedAt, Optional<Instant> nextFireTime) {
        return new TriggerRow(
                row.key(),
                row.revision(),
                row.kind(),
                row.expression(),
                row.zone(),
                row.enabled(),
                firstDeployedAt,
                nextFireTime);
    }
}
