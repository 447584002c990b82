package io.sandglass.store.projection;

import io.sandglass.run.LogLine;
import io.sandglass.store.RecordRefused;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.ledger.Ledger;
import io.sandglass.store.ledger.PlacedChange;
import io.sandglass.store.tables.WriteMode;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes entries of the ledger into the tables: all at once without looking; if the tables refuse something, all at once
 * and looking each row up; then one by one. What they will never take is set aside, and nothing else for its sake.
 */
final class TableWriter {
    private static final Logger log = LoggerFactory.getLogger(TableWriter.class);

    private final TableTransactions transactions;
    private final Ledger ledger;
    private final EntryWriter entries;
    private final EntryWriter suspects;

    TableWriter(TableTransactions transactions, Ledger ledger) {
        this.transactions = transactions;
        this.ledger = ledger;
        this.entries = new EntryWriter(transactions, RecordRefused.class::isInstance);
        this.suspects = new EntryWriter(transactions, Suspects::mayBeToBlame);
    }

    /**
     * Writes them; returns when the database has all but what it refuses.
     *
     * @param through the number of the last of them, or what the tables have already
     * @return how many log lines the tables refused
     * @throws StoreUnavailable if the database or the ledger fails; then some of them may be written
     */
    int write(List<PlacedChange> some, List<LogLine> lines, long through) {
        ledger.harden(through);
        try {
            transactions.write(some, lines, WriteMode.QUICK, through);
            return 0;
        } catch (RecordRefused e) {
            log.debug("looking at each row: {}", e.getMessage());
            checked(some, through);
            return lines(lines, through);
        }
    }

    /** The same for one entry that fails again and again: whatever the database says about a part of it sets that aside. */
    int writeSuspect(PlacedChange suspect, List<LogLine> lines) {
        ledger.harden(suspect.seq());
        suspects.write(suspect);
        return lines(lines, suspect.seq());
    }

    private void checked(List<PlacedChange> some, long through) {
        try {
            transactions.write(some, List.of(), WriteMode.CHECKED, through);
        } catch (RecordRefused e) {
            some.forEach(entries::write);
        }
    }

    /** Writes what fits, in halves of halves. */
    private int lines(List<LogLine> lines, long through) {
        if (lines.isEmpty()) {
            return 0;
        }
        try {
            transactions.write(List.of(), lines, WriteMode.QUICK, through);
            return 0;
        } catch (RecordRefused e) {
            if (lines.size() == 1) {
                log.warn(
                        "run {}: a log line does not fit into the tables: {}",
                        lines.get(0).run(),
                        e.getMessage());
                return 1;
            }
            int half = lines.size() / 2;
            return lines(lines.subList(0, half), through) + lines(lines.subList(half, lines.size()), through);
        }
    }
}
