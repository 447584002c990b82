package io.sandglass.store.jdbc;

import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.run.TriggerKey;
import io.sandglass.store.RunStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs in tables. Events are the truth; the rows of runs and attempts are folded from them in the same transaction.
 */
final class JdbcRunStore implements RunStore {
    /**
     * Most characters of one event's JSON. An output of 8 MiB, the usual cap, is shorter than that whatever it consists
     * of: numbers that need their type noted grow up to sevenfold. Heap is another matter: a list of millions of such
     * numbers takes a few hundred bytes for each while it is encoded.
     */
    static final int LONGEST_EVENT = 64 * 1024 * 1024;

    private static final String LOG =
            "insert into log_line (run_id, node_id, attempt, level, at, text) values (?, ?, ?, ?, ?, ?)";
    private static final String OPEN = "select run_id from run where status in (?, ?) order by run_id";
    private static final String EVENTS = "select seq, type, data from event where run_id = ? order by seq";
    private static final String OPEN_OF = "select max(run_id) from run"
            + " where status in (?, ?) and namespace = ? and workflow = ? and trigger_name = ? having max(run_id) is not null";

    private final Session writer;
    private final Session reader;
    private final int longestEvent;
    private final Pins pins = new Pins();

    JdbcRunStore(Session writer, Session reader, int longestEvent) {
        this.longestEvent = longestEvent;
        this.writer = writer;
        this.reader = reader;
    }

    @Override
    public Set<RunId> append(List<RunRecord> records) {
        return records.isEmpty()
                ? Set.of()
                : writer.transaction(sql -> new Batch(sql, pins, longestEvent).write(records));
    }

    @Override
    public void log(List<LogLine> lines) {
        if (lines.isEmpty()) {
            return;
        }
        List<List<@Nullable Object>> rows = new ArrayList<>(lines.size());
        lines.forEach(line -> rows.add(List.of(
                line.run().value(),
                line.node(),
                line.attempt(),
                line.level(),
                line.at(),
                Columns.cut(line.text(), Columns.TEXT))));
        writer.transaction(sql -> {
            sql.batch(LOG, rows);
            return lines.size();
        });
    }

    @Override
    public List<RunId> openRuns() {
        return reader.transaction(
                sql -> sql.list(OPEN, row -> new RunId(row.getLong(1)), RunStatus.QUEUED, RunStatus.RUNNING));
    }

    @Override
    public List<RunRecord> events(RunId run) {
        return reader.transaction(sql -> sql.list(
                EVENTS,
                row -> new RunRecord(run, row.getLong(1), EventReader.read(row.getString(2), row.getString(3))),
                run.value()));
    }

    @Override
    public Optional<RunId> openRunOf(TriggerKey trigger) {
        return reader.transaction(sql -> sql.first(
                OPEN_OF,
                row -> new RunId(row.getLong(1)),
                RunStatus.QUEUED,
                RunStatus.RUNNING,
                trigger.workflow().namespace(),
                trigger.workflow().id(),
                trigger.name()));
    }
}
