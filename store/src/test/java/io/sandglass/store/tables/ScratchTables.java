package io.sandglass.store.tables;

import io.sandglass.run.RunRecord;
import io.sandglass.store.database.OpenDatabase;
import io.sandglass.store.database.Sql;
import io.sandglass.store.intake.RecordBytes;
import io.sandglass.store.jdbc.StoreInternals;
import io.sandglass.store.ledger.Change;
import io.sandglass.store.ledger.MemoryLedger;
import io.sandglass.store.ledger.PlacedChange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Empty tables in memory, to write records into and to compare with others. */
final class ScratchTables implements AutoCloseable {
    private static final int LONGEST_EVENT = 1 << 20;

    /** What they are to hold; not in which pieces records came, or when. */
    private static final Map<String, String> QUERIES = Map.of(
            "run", "select * from run order by run_id",
            "node_run", "select * from node_run order by run_id, node_id, attempt",
            "failure", "select * from failure order by run_id, node_id, attempt",
            "event", "select * from event order by run_id, seq",
            "run_value", "select * from run_value order by run_id, name",
            "slot", "select namespace, workflow, name, fire_time, state, reason, run_id from slot order by 1, 2, 3, 4",
            "report.events", "select * from report.events order by run_number, seq");

    private final OpenDatabase open = StoreInternals.database(new MemoryLedger());
    private final Sql sql = new Sql(open.connection());
    private final Tables tables = new Tables();
    private final RecordBytes bytes = new RecordBytes(LONGEST_EVENT, null);
    private long entry;

    void write(List<RunRecord> records, WriteMode mode) throws SQLException {
        entry++;
        Change change = new Change.Runs(bytes.encode(records).records());
        tables.write(sql, List.of(new PlacedChange(entry, change)), List.of(), mode);
        open.connection().commit();
    }

    /** All rows by table, each as words. */
    Map<String, List<String>> rows() throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (Map.Entry<String, String> query : QUERIES.entrySet()) {
            rows.put(query.getKey(), sql.list(query.getValue(), ScratchTables::words));
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        open.connection().close();
    }

    private static String words(ResultSet row) throws SQLException {
        List<String> words = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            words.add(row.getMetaData().getColumnName(i) + "=" + row.getString(i));
        }
        return String.join(" ", words);
    }
}
