package io.sandglass.store.tables;

import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import io.sandglass.run.TriggerKey;
import io.sandglass.store.database.Columns;
import io.sandglass.store.database.Params;
import io.sandglass.store.database.Sql;
import io.sandglass.store.ledger.Change;
import io.sandglass.store.ledger.EncodedRecord;
import io.sandglass.store.ledger.PlacedChange;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes changes into the tables. Used by one thread, one transaction at a time. */
public final class Tables {
    private static final String LOG =
            "insert into log_line (run_id, node_id, attempt, level, at, text) values (?, ?, ?, ?, ?, ?)";

    private final RunTables runs = new RunTables();

    /** To be called when a transaction failed. */
    public void forget() {
        runs.forget();
    }

    /** Takes no more records of a run. */
    public void leaveOut(RunId run) {
        runs.leaveOut(run);
    }

    /**
     * Writes what follows from entries, in their order.
     *
     * @throws io.sandglass.store.RecordRefused if one does not follow those before it
     */
    public void write(Sql sql, List<PlacedChange> entries, List<LogLine> lines, WriteMode mode) throws SQLException {
        List<EncodedRecord> records = new ArrayList<>();
        Map<TriggerKey, Optional<Instant>> advanced = new LinkedHashMap<>();
        for (PlacedChange entry : entries) {
            if (entry.change() instanceof Change.Runs more) {
                records.addAll(more.encoded());
            } else if (entry.change() instanceof Change.TriggerAdvanced moved) {
                advanced.put(moved.trigger(), moved.nextFireTime());
            } else if (entry.change() instanceof Change.Deletion gone) {
                runs.write(sql, records, mode);
                records.clear();
                forget(sql, gone);
            } else if (entry.change() instanceof Change.SlotsDeleted gone) {
                runs.write(sql, records, mode); // they fill slots
                records.clear();
                SlotTable.delete(sql, gone.trigger(), gone.through());
            } else {
                advance(sql, advanced);
                other(sql, entry.change());
            }
        }
        advance(sql, advanced);
        runs.write(sql, records, mode);
        sql.batch(LOG, lines, Tables::line);
    }

    private void forget(Sql sql, Change.Deletion gone) throws SQLException {
        runs.forget(gone.runs());
        if (gone instanceof Change.RunsDeleted) {
            RunDeletion.runs(sql, gone.runs());
        } else if (gone instanceof Change.PayloadsDeleted payloads) {
            RunDeletion.payloads(sql, gone.runs(), payloads.at());
        } else if (gone instanceof Change.RunTrimmed trimmed) {
            RunDeletion.some(sql, trimmed.run(), trimmed.rows());
        } else {
            throw new AssertionError(gone);
        }
    }

    /** The last word on each trigger. */
    private static void advance(Sql sql, Map<TriggerKey, Optional<Instant>> advanced) throws SQLException {
        for (Map.Entry<TriggerKey, Optional<Instant>> move : advanced.entrySet()) {
            TriggerTable.advance(sql, move.getKey(), move.getValue());
        }
        advanced.clear();
    }

    /** Those touch other tables than runs do, but for slots, of which each belongs to one or the other for good. */
    private static void other(Sql sql, Change change) throws SQLException {
        if (change instanceof Change.SpecSaved saved) {
            SpecTable.insert(sql, saved.spec());
        } else if (change instanceof Change.DeploymentRecorded recorded) {
            SpecTable.put(sql, recorded.deployment());
        } else if (change instanceof Change.DeploymentForgotten forgotten) {
            SpecTable.forget(sql, forgotten.file());
        } else if (change instanceof Change.TriggersReplaced replaced) {
            TriggerTable.replace(sql, replaced.workflow(), replaced.triggers());
        } else if (change instanceof Change.SlotRecorded recorded) {
            SlotTable.insert(sql, List.of(recorded.slot()));
        } else if (change instanceof Change.SlotsRecorded recorded) {
            SlotTable.insert(sql, recorded.slots());
        } else if (change instanceof Change.PluginsReplaced replaced) {
            PluginTable.replace(sql, replaced.plugins());
        } else if (change instanceof Change.Paused paused) {
            PauseTable.begin(sql, paused.pause());
        } else if (change instanceof Change.Resumed resumed) {
            PauseTable.end(sql, resumed.what(), resumed.asked(), resumed.at());
        } else {
            throw new AssertionError(change);
        }
    }

    private static void line(LogLine line, Params params) throws SQLException {
        params.number(line.run().value())
                .text(Columns.cut(line.node(), Columns.NAME))
                .number(line.attempt())
                .text(line.level())
                .time(line.at())
                .text(Columns.cut(line.text(), Columns.TEXT));
    }
}
