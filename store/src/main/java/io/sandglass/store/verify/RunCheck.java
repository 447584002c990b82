package io.sandglass.store.verify;

import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.RecordsLost;
import io.sandglass.store.database.Sql;
import io.sandglass.store.tables.AttemptTable;
import io.sandglass.store.tables.Fold;
import io.sandglass.store.tables.RunFold;
import io.sandglass.store.tables.RunLog;
import io.sandglass.store.tables.RunRow;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Compares one run at a time: its records with those of the journal, and its rows with its records. */
final class RunCheck {
    private final ExpectedState expected;

    RunCheck(ExpectedState expected) {
        this.expected = expected;
    }

    /** What is wrong with a run, if it is still to be there. */
    Optional<String> difference(Sql sql, RunId run) throws SQLException {
        Optional<RunChecksums> checksums = Optional.ofNullable(expected.runs().get(run));
        boolean forgotten = checksums.map(RunChecksums::forgotten).orElse(false);
        Optional<RunRow> row = sql.first(RunRow.SELECT, found -> RunRow.read(run, found), run.value());
        if (row.isEmpty() && checksums.isEmpty() || forgotten) {
            return Optional.empty();
        }
        try {
            RunLog.Raw raw = RunLog.raw(sql, run);
            Optional<String> ofRecords = checksums.flatMap(known -> known.difference(raw));
            return ofRecords.isPresent() ? ofRecords : ofRows(sql, run, row, raw.records(null));
        } catch (RecordsLost e) {
            return Optional.of("its records were deleted, but not in the journal");
        }
    }

    private static Optional<String> ofRows(Sql sql, RunId run, Optional<RunRow> row, List<RunRecord> records)
            throws SQLException {
        if (row.isEmpty() || records.isEmpty() || !(records.get(0).event() instanceof RunStarted started)) {
            return Optional.of("its row or its first record is missing");
        }
        RunFold fold = new RunFold(RunRow.begin(run, started));
        Fold events = new Fold(sql);
        for (RunRecord record : records) {
            if (!fold.row().advance(record.seq())) {
                return Optional.of("record " + record.seq() + " is there twice");
            }
            events.apply(fold, record.seq(), record.event());
        }
        Optional<String> ofRow = fold.row().difference(row.get());
        return ofRow.isPresent() ? ofRow : AttemptTable.difference(sql, fold);
    }
}
