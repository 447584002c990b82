package io.sandglass.store.jdbc;

import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.SlotState;
import io.sandglass.store.TriggerRow;
import io.sandglass.store.TriggerStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Triggers and slots: kept in the journal; triggers are read from the database once that has them. */
final class JournaledTriggers implements TriggerStore {
    private final Intake intake;
    private final Session reader;
    private final SlotBook slots;

    /** The last entry that tells of triggers. */
    private final AtomicLong position = new AtomicLong();

    JournaledTriggers(Intake intake, Session reader, SlotBook slots) {
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
        intake.awaitApplied(position.get());
        return reader.transaction(TriggerTable::all);
    }

    @Override
    public void advance(TriggerKey trigger, Optional<Instant> nextFireTime) {
        keep(trigger.workflow(), new Change.TriggerAdvanced(trigger, nextFireTime));
    }

    @Override
    public boolean recordSlot(SlotKey slot, SlotState state, String reason) {
        Columns.check(slot.trigger());
        intake.checkLoad();
        return intake.about(Set.of(SlotBook.key(slot)), () -> {
            if (slots.taken(slot)) {
                return false;
            }
            Change change = new Change.SlotRecorded(slot, state, Columns.cut(reason, Columns.SENTENCE));
            slots.take(slot, intake.keep(List.of(change)));
            return true;
        });
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
