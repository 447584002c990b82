package io.sandglass.store.retention;

import io.sandglass.run.TriggerKey;
import io.sandglass.store.database.Session;
import io.sandglass.store.intake.Intake;
import io.sandglass.store.ledger.Change;
import io.sandglass.store.tables.SlotTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Deletes slots that are old, a few at a time and by way of the journal. The newest one of each trigger stays, as what was
 * missed is counted from there; what is deleted never counts as free again. Thread-safe.
 */
public final class SlotPruner {
    /** Slots in one entry: what is deleted in some ten milliseconds. */
    private static final int CHUNK = 1_000;

    private final Intake intake;
    private final Session reader;

    public SlotPruner(Intake intake, Session reader) {
        this.intake = intake;
        this.reader = reader;
    }

    /**
     * Deletes those that fired before a time.
     *
     * @param goOn asked before each few
     * @return how many they were
     */
    public long prune(Instant before, BooleanSupplier goOn) {
        intake.awaitApplied();
        long gone = 0;
        Optional<TriggerKey> next = reader.transaction(SlotQuery::first);
        while (next.isPresent() && goOn.getAsBoolean()) {
            TriggerKey trigger = next.get();
            gone += prune(trigger, before, goOn);
            next = reader.transaction(sql -> SlotQuery.after(sql, trigger));
        }
        return gone;
    }

    private long prune(TriggerKey trigger, Instant before, BooleanSupplier goOn) {
        Instant newest = reader.transaction(sql -> SlotTable.last(sql, trigger)).orElse(before);
        Instant bound = newest.isBefore(before) ? newest : before;
        long gone = 0;
        while (goOn.getAsBoolean()) {
            List<Instant> page = reader.transaction(sql -> SlotQuery.oldest(sql, trigger, bound, CHUNK));
            if (page.isEmpty()) {
                break;
            }
            Instant through = page.get(page.size() - 1);
            intake.awaitApplied(intake.keep(List.of(new Change.SlotsDeleted(trigger, through))));
            gone += page.size();
        }
        return gone;
    }
}
