package io.sandglass.store.projection;

import io.sandglass.run.RunId;
import io.sandglass.store.UnrunSlot;
import io.sandglass.store.ledger.Change;
import io.sandglass.store.ledger.EncodedRecord;
import io.sandglass.store.ledger.PlacedChange;
import io.sandglass.store.tables.SetAside;
import io.sandglass.store.tables.WriteMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Writes one entry at a time, and sets aside what the tables refuse of it: what it tells of the run or the slot that is to
 * blame; of that run, the rows that show its attempts before its records.
 */
final class EntryWriter {
    private final TableTransactions transactions;
    private final Predicate<Throwable> refusal;

    /** @param refusal which failures mean that the tables refuse what was to be written; others are thrown */
    EntryWriter(TableTransactions transactions, Predicate<Throwable> refusal) {
        this.transactions = transactions;
        this.refusal = refusal;
    }

    void write(PlacedChange entry) {
        refused(entry, WriteMode.CHECKED, entry.seq()).ifPresent(reason -> inParts(entry, reason));
    }

    /** The entry counts as applied only when each of its parts was seen to: a crash before that repeats them. */
    private void inParts(PlacedChange entry, String reason) {
        if (entry.change() instanceof Change.Runs runs) {
            byRun(runs).forEach((run, records) -> run(entry, run, records));
            transactions.moveTo(entry.seq());
        } else if (entry.change() instanceof Change.SlotsRecorded some) {
            some.slots().forEach(slot -> slot(entry, slot));
            transactions.moveTo(entry.seq());
        } else {
            transactions.setAside(new SetAside(0, entry.seq(), reason), entry.seq());
        }
    }

    private void run(PlacedChange entry, RunId run, List<EncodedRecord> records) {
        PlacedChange part = new PlacedChange(entry.seq(), new Change.Runs(records));
        long before = entry.seq() - 1;
        refused(part, WriteMode.CHECKED, before).ifPresent(reason -> {
            transactions.setAside(new SetAside(run.value(), entry.seq(), reason), before);
            if (refused(part, WriteMode.ESSENTIAL, before).isPresent()) {
                transactions.leaveOut(run);
            }
        });
    }

    private void slot(PlacedChange entry, UnrunSlot slot) {
        PlacedChange part = new PlacedChange(entry.seq(), new Change.SlotRecorded(slot));
        long before = entry.seq() - 1;
        refused(part, WriteMode.CHECKED, before)
                .ifPresent(reason -> transactions.setAside(new SetAside(0, entry.seq(), reason), before));
    }

    /** Why the tables do not take it; empty if they did. */
    private Optional<String> refused(PlacedChange part, WriteMode mode, long through) {
        try {
            transactions.write(List.of(part), List.of(), mode, through);
            return Optional.empty();
        } catch (RuntimeException | Error e) {
            if (refusal.test(e)) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private static Map<RunId, List<EncodedRecord>> byRun(Change.Runs runs) {
        return runs.encoded().stream()
                .collect(Collectors.groupingBy(
                        encoded -> encoded.record().run(), LinkedHashMap::new, Collectors.toList()));
    }
}
