package io.sandglass.store.jdbc;

import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.CancelRequested;
import io.sandglass.run.RunEvent.NodeEvent;
import io.sandglass.run.RunEvent.RunAdmitted;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunQueued;
import io.sandglass.run.RunEvent.RunReopened;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.run.SlotKey;
import io.sandglass.store.RecordRefused;
import io.sandglass.store.SlotState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call's records on their way into the tables: first folded in memory, then written, each row once.
 *
 * <p>Used by one thread, within one transaction.
 */
final class Batch {
    private static final String CURSOR = "select last_seq, nodes_done, started_at from run where run_id = ?";

    private final Sql sql;
    private final Pins pins;
    private final int longestEvent;
    private final AttemptFold attempts;
    private final Map<RunId, RunCursor> runs = new LinkedHashMap<>();
    private final Map<SlotKey, Row> slots = new HashMap<>();
    private final List<Row> events = new ArrayList<>();
    private final Set<RunId> leftOut = new HashSet<>();

    /** @param longestEvent most characters of one event's JSON */
    Batch(Sql sql, Pins pins, int longestEvent) {
        this.sql = sql;
        this.pins = pins;
        this.longestEvent = longestEvent;
        this.attempts = new AttemptFold(sql, pins);
    }

    /** @return the runs left out */
    Set<RunId> write(List<RunRecord> records) throws SQLException {
        for (RunRecord record : records) {
            fold(record);
        }
        store(slots.values());
        store(runs.values().stream()
                .map(RunCursor::row)
                .filter(row -> row.has("last_seq"))
                .toList());
        store(attempts.rows());
        store(events);
        return Set.copyOf(leftOut);
    }

    private void fold(RunRecord record) throws SQLException {
        Optional<RunCursor> cursor = cursor(record);
        if (cursor.isEmpty()) {
            leftOut.add(record.run());
            return;
        }
        RunCursor run = cursor.get();
        if (run.advance(record.seq())) {
            events.add(event(record));
            apply(run, record.event());
        }
    }

    private Optional<RunCursor> cursor(RunRecord record) throws SQLException {
        RunCursor known = runs.get(record.run());
        if (known != null) {
            return Optional.of(known);
        }
        Optional<RunCursor> cursor = load(record.run());
        if (cursor.isEmpty() && record.event() instanceof RunStarted started) {
            cursor = begin(record, started);
        }
        cursor.ifPresent(found -> runs.put(record.run(), found));
        return cursor;
    }

    private Optional<RunCursor> load(RunId run) throws SQLException {
        return sql.first(
                CURSOR,
                row -> new RunCursor(
                        run,
                        Row.update("run", Map.of("run_id", run.value())),
                        row.getLong("last_seq"),
                        row.getInt("nodes_done"),
                        row.getObject("started_at") != null),
                run.value());
    }

    /** A run that is new here; empty if its slot is taken. */
    private Optional<RunCursor> begin(RunRecord record, RunStarted event) throws SQLException {
        Optional<SlotKey> slot = event.cause().slot();
        if (slot.isPresent() && !take(slot.get(), record.run())) {
            return Optional.empty();
        }
        pins.remember(record.run(), event);
        attempts.begin(record.run());
        return Optional.of(new RunCursor(record.run(), row(record.run(), event), 0, 0, false));
    }

    private boolean take(SlotKey slot, RunId run) throws SQLException {
        if (slots.containsKey(slot) || JdbcTriggerStore.recorded(sql, slot)) {
            return false;
        }
        slots.put(slot, JdbcTriggerStore.row(slot, SlotState.RAN, "").set("run_id", run.value()));
        return true;
    }

    private static Row row(RunId run, RunStarted event) {
        Cause cause = event.cause();
        return Row.insert("run", Map.of("run_id", run.value()))
                .set("run_key", run.toString())
                .set("namespace", event.workflow().namespace())
                .set("workflow", event.workflow().id())
                .set("revision", event.revision())
                .set("status", RunStatus.RUNNING)
                .set("cause", cause.kind())
                .set("trigger_name", cause.trigger())
                .set("slot_time", cause.slot().map(SlotKey::fireTime))
                .set("created_at", event.at())
                .set("nodes_total", event.digests().size())
                .set("nodes_done", 0);
    }

    private void apply(RunCursor run, RunEvent event) throws SQLException {
        if (event instanceof AttemptStarted started) {
            run.attemptStarted(started.at());
        }
        if (event instanceof NodeEvent node && attempts.apply(run.run(), node)) {
            run.nodeEnded();
        }
        if (event instanceof RunQueued) {
            run.row().set("status", RunStatus.QUEUED);
        }
        if (event instanceof RunAdmitted) {
            run.row().set("status", RunStatus.RUNNING);
        }
        if (event instanceof RunReopened reopened) {
            reopen(run, reopened);
        }
        if (event instanceof CancelRequested request) {
            run.row().set("cancel_reason", Columns.cut(request.reason(), Columns.SENTENCE));
        }
        if (event instanceof RunEnded ended) {
            end(run, ended);
        }
    }

    private void reopen(RunCursor run, RunReopened event) throws SQLException {
        run.row()
                .set("status", RunStatus.RUNNING)
                .set("ended_at", null)
                .set("error", null)
                .set("cancel_reason", null);
        run.nodesReopened(event.nodes().size());
        attempts.reopen(run.run(), event.nodes());
    }

    private void end(RunCursor run, RunEnded event) {
        run.row()
                .set("status", event.status())
                .set("ended_at", event.at())
                .set("error", event.error().map(error -> Columns.cut(error, Columns.SENTENCE)));
        pins.forget(run.run());
    }

    private Row event(RunRecord record) {
        EventRow row = written(record);
        if (row.data().length() > longestEvent) {
            throw new RecordTooLarge("run " + record.run() + ": record " + record.seq() + " (" + row.type() + ") has "
                    + row.data().length() + " characters, but at most " + longestEvent + " can be stored");
        }
        return Row.insert("event", Map.of("run_id", record.run().value(), "seq", record.seq()))
                .set("type", row.type())
                .set("node_id", row.node())
                .set("attempt", row.attempt())
                .set("at", record.event().at())
                .set("data", row.data());
    }

    private static EventRow written(RunRecord record) {
        try {
            return EventWriter.write(record.event());
        } catch (RuntimeException e) {
            throw new RecordRefused("run " + record.run() + ": record " + record.seq() + " cannot be written: " + e, e);
        }
    }

    /** Rows of the same statement go in one JDBC batch. */
    private void store(Collection<Row> rows) throws SQLException {
        Map<String, List<List<@Nullable Object>>> statements = new LinkedHashMap<>();
        for (Row row : rows) {
            statements.computeIfAbsent(row.sql(), first -> new ArrayList<>()).add(row.params());
        }
        for (Map.Entry<String, List<List<@Nullable Object>>> statement : statements.entrySet()) {
            sql.batch(statement.getKey(), statement.getValue());
        }
    }
}
