package io.sandglass.store.tables;

import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.RecordRefused;
import io.sandglass.store.database.Sql;
import io.sandglass.store.ledger.EncodedRecord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Folds records by run and attempt and writes each row once, a batch for each statement.
 *
 * <p>Used by one thread, one transaction at a time; after a transaction that failed it must {@link #forget()}.
 */
final class RunTables {
    private static final String LOG = "insert into run_log (run_id, first_seq, last_seq, records) values (?, ?, ?, ?)";

    /** Rows of open runs as the table has them. */
    private final Map<RunId, RunRow> known = new LruMap<>();

    /** Runs that are not in the tables because those refuse them. A run that is forgotten here will be refused again. */
    private final Map<RunId, Boolean> leftOut = new LruMap<>();

    private final PinnedDigests digests = new PinnedDigests();

    /** Takes no more records of a run. */
    void leaveOut(RunId run) {
        leftOut.put(run, true);
    }

    /** What this object remembers of the tables may be wrong. */
    void forget() {
        known.clear();
    }

    /** These runs are gone from the tables. */
    void forget(List<RunId> runs) {
        runs.forEach(run -> {
            known.remove(run);
            digests.forget(run);
        });
    }

    /**
     * Writes what follows from records that the tables have not seen.
     *
     * @throws RecordRefused if one does not follow the record before it
     */
    void write(Sql sql, List<EncodedRecord> records, WriteMode mode) throws SQLException {
        Map<RunId, RunFold> folds = new LinkedHashMap<>();
        Fold fold = new Fold(sql);
        for (EncodedRecord encoded : records) {
            RunRecord record = encoded.record();
            if (leftOut.containsKey(record.run())) {
                continue;
            }
            RunFold run = folds.get(record.run());
            if (run == null) {
                run = new RunFold(row(sql, record, mode));
                folds.put(record.run(), run);
            }
            if (run.add(encoded)) {
                fold.apply(run, record.seq(), record.event());
            }
        }
        List<RunFold> changed = folds.values().stream().filter(RunFold::changed).toList();
        writeRuns(sql, changed);
        if (mode != WriteMode.ESSENTIAL) {
            writeDetails(sql, changed, mode);
        }
        sql.batch(LOG, changed, RunFold::log);
        PayloadTable.write(sql, changed);
        changed.forEach(this::keep);
    }

    private RunRow row(Sql sql, RunRecord record, WriteMode mode) throws SQLException {
        RunRow row = known.get(record.run());
        if (row != null) {
            return row;
        }
        boolean begins = record.event() instanceof RunStarted;
        if (begins && mode == WriteMode.QUICK) {
            return begin(record.run(), (RunStarted) record.event());
        }
        return sql.first(
                        RunRow.SELECT,
                        found -> RunRow.read(record.run(), found),
                        record.run().value())
                .orElseGet(() -> {
                    if (record.event() instanceof RunStarted started) {
                        return begin(record.run(), started);
                    }
                    throw new RecordRefused(
                            "run " + record.run() + ": record " + record.seq() + " is of a run that never began");
                });
    }

    private RunRow begin(RunId run, RunStarted event) {
        digests.remember(run, event);
        return RunRow.begin(run, event);
    }

    private void writeDetails(Sql sql, List<RunFold> changed, WriteMode mode) throws SQLException {
        new AttemptTable(sql, digests, mode != WriteMode.QUICK).write(changed);
        List<EventRow> notes = new ArrayList<>();
        changed.forEach(run -> notes.addAll(run.notes()));
        sql.batch(EventRow.INSERT, notes, EventRow::insert);
        ValueTable.write(sql, changed);
    }

    private static void writeRuns(Sql sql, List<RunFold> changed) throws SQLException {
        List<RunRow> fresh = new ArrayList<>();
        List<RunRow> stored = new ArrayList<>();
        for (RunFold run : changed) {
            (run.fresh() ? fresh : stored).add(run.row());
        }
        SlotTable.insertRan(sql, fresh);
        sql.batch(RunRow.INSERT, fresh, RunRow::insert);
        sql.batch(RunRow.UPDATE, stored, RunRow::update);
    }

    private void keep(RunFold run) {
        run.row().stored();
        if (run.row().open()) {
            known.put(run.run(), run.row());
        } else {
            known.remove(run.run());
            digests.forget(run.run());
        }
    }
}
