package io.sandglass.store.intake;

import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.TriggerRow;
import io.sandglass.store.TriggerStore;
import io.sandglass.store.UnrunSlot;
import io.sandglass.store.database.Columns;
import io.sandglass.store.database.Session;
import io.sandglass.store.ledger.Change;
import io.sandglass.store.tables.TriggerTable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Triggers and slots: kept in the journal; triggers are read from the database once that has them. */
public final class JournaledTriggers implements TriggerStore {
    private final Intake intake;
    private final Session reader;
    private final SlotBook slots;

    /** The last entry that tells of triggers. */
    private final AtomicLong position = new AtomicLong();

    public JournaledTriggers(Intake intake, Session reader, SlotBook slots) {
        this.intake = intake;
        this.reader = reader;
        this.slots = slots;
    }

    @Override
    public void replace(WorkflowKey workflow, Collection<TriggerRow> triggers) {
        List<TriggerRow> rows = List.copyOf(triggers);
        Columns.check(workflow);
        rows.forEach(JournaledTriggers::check);
        keep(workflow, new Change.TriggersReplaced(workflow, rows));
    }

    @Override
    public List<TriggerRow> all() {
        return intake.read(reader, position.get(), TriggerTable::all);
    }

    @Override
    public void advance(TriggerKey trigger, Optional<Instant> nextFireTime) {
        keep(trigger.workflow(), new Change.TriggerAdvanced(trigger, nextFireTime));
    }

    @Override
    public List<UnrunSlot> recordSlots(List<UnrunSlot> unrun) {
        unrun.forEach(each -> Columns.check(each.slot().trigger()));
        intake.checkLoad();
        Set<SlotKey> keys =
                unrun.stream().map(each -> SlotBook.key(each.slot())).collect(Collectors.toSet());
        return intake.about(keys, () -> {
            List<UnrunSlot> fresh = unrun.stream()
                    .filter(each -> !slots.taken(each.slot()))
                    .map(JournaledTriggers::cut)
                    .toList();
            if (!fresh.isEmpty()) {
                long position = intake.keep(List.of(change(fresh)));
                slots.take(fresh.stream().map(UnrunSlot::slot).toList(), position);
            }
            return fresh;
        });
    }

    private static Change change(List<UnrunSlot> slots) {
        return slots.size() == 1
                ? new Change.SlotRecorded(slots.get(0))
                : new Change.SlotsRecorded(slots.get(0).slot().trigger(), slots);
    }

    private static UnrunSlot cut(UnrunSlot slot) {
        return new UnrunSlot(slot.slot(), slot.state(), Columns.cut(slot.reason(), Columns.SENTENCE));
    }

    @Override
    public Optional<Instant> lastSlot(TriggerKey trigger) {
        return slots.last(trigger);
    }

    /** In the order of the calls for each workflow. */
    private void keep(WorkflowKey workflow, Change change) {
        intake.about(Set.of(workflow), () -> position.accumulateAndGet(intake.keep(List.of(change)), Math::max));
    }

    private static void check(TriggerRow row) {
        Columns.check(row.key());
        Columns.check("a trigger's kind", row.kind(), Columns.WORD);
        row.zone().ifPresent(zone -> Columns.check("a time zone", zone, Columns.NAME));
    }
}
