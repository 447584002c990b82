package io.sandglass.store.jdbc;

import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.Usage;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.NodeAwaits;
import io.sandglass.run.RunEvent.NodeCancelled;
import io.sandglass.run.RunEvent.NodeForced;
import io.sandglass.run.RunEvent.NodeSkipped;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.NodeSuspended;
import io.sandglass.run.RunId;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Folds node events into one row per attempt. A node that ends without an attempt gets attempt 0.
 *
 * <p>{@code state} is how that attempt stands, {@code node_state} how the node stands as far as this attempt tells: a
 * failed attempt that will be tried again is FAILED and RETRYING. Used by one thread, for one batch.
 */
final class AttemptFold {
    private static final String LAST =
            "select attempt, state from node_run where run_id = ? and node_id = ? order by attempt desc limit 1";

    private final Sql sql;
    private final Pins pins;
    private final Map<Key, Row> rows = new LinkedHashMap<>();
    private final Map<Key, Last> lasts = new HashMap<>();
    private final Set<RunId> begun = new HashSet<>();

    AttemptFold(Sql sql, Pins pins) {
        this.sql = sql;
        this.pins = pins;
    }

    private record Key(RunId run, String node, int attempt) {}

    private record Last(int attempt, NodeStatus state) {}

    /** Tells that a run begins in this batch: nothing of it is stored yet. */
    void begin(RunId run) {
        begun.add(run);
    }

    Collection<Row> rows() {
        return rows.values();
    }

    /** @return whether the node has ended */
    boolean apply(RunId run, RunEvent.NodeEvent event) throws SQLException {
        if (event instanceof AttemptStarted started) {
            started(run, started);
            return false;
        }
        if (event instanceof NodeSucceeded done) {
            Row row = end(new Key(run, done.node(), done.attempt()), NodeStatus.SUCCEEDED, done);
            usage(row, done.usage());
            return true;
        }
        if (event instanceof AttemptFailed failed) {
            return failed(run, failed);
        }
        if (event instanceof NodeSuspended suspended) {
            state(new Key(run, suspended.node(), suspended.attempt()), NodeStatus.SUSPENDED)
                    .set("wake_at", suspended.wakeAt());
            return false;
        }
        if (event instanceof NodeAwaits awaits) {
            awaits(run, awaits);
            return false;
        }
        if (event instanceof NodeForced forced) {
            forced(run, forced);
            return true;
        }
        if (event instanceof NodeSkipped skipped) {
            withoutResult(run, skipped, NodeStatus.SKIPPED, skipped.reason());
            return true;
        }
        if (event instanceof NodeCancelled cancelled) {
            withoutResult(run, cancelled, NodeStatus.CANCELLED, cancelled.reason());
            return true;
        }
        throw new AssertionError(event);
    }

    private void started(RunId run, AttemptStarted event) throws SQLException {
        Key key = new Key(run, event.node(), event.attempt());
        state(key, NodeStatus.RUNNING).set("started_at", event.at());
    }

    private boolean failed(RunId run, AttemptFailed event) throws SQLException {
        Row row = end(new Key(run, event.node(), event.attempt()), NodeStatus.FAILED, event);
        usage(row, event.usage());
        NodeFailure failure = event.failure();
        row.set("error_kind", failure.kind());
        row.set("error_code", Columns.cut(failure.code(), Columns.NAME));
        row.set("error", Columns.cut(failure.message(), Columns.SENTENCE));
        row.set("retry_at", event.retryAt());
        row.set("node_state", event.retryAt().isPresent() ? NodeStatus.RETRYING : NodeStatus.FAILED);
        return event.retryAt().isEmpty();
    }

    private void awaits(RunId run, NodeAwaits event) throws SQLException {
        Expectation expectation = event.expectation();
        String what = expectation.kind() == Expectation.Kind.SIGNAL ? "waits for signal " : "waits for approval: ";
        state(new Key(run, event.node(), event.attempt()), NodeStatus.SUSPENDED)
                .set("wake_at", expectation.deadline().map(Expectation.Deadline::at))
                .set("reason", Columns.cut(what + expectation.about(), Columns.SENTENCE));
    }

    private void forced(RunId run, NodeForced event) throws SQLException {
        withoutResult(run, event, event.status(), "forced " + event.asked());
        if (event.status() == NodeStatus.FAILED) {
            Key key = new Key(
                    run,
                    event.node(),
                    last(run, event.node()).map(Last::attempt).orElse(0));
            row(key).set("error_kind", event.failure().kind())
                    .set("error_code", event.failure().code())
                    .set("error", Columns.cut(event.failure().message(), Columns.SENTENCE));
        }
    }

    /** The nodes are to run again; what their attempts did stays as it is. */
    void reopen(RunId run, List<String> nodes) throws SQLException {
        for (String node : nodes) {
            Optional<Last> last = last(run, node);
            if (last.isPresent()) {
                row(new Key(run, node, last.get().attempt()))
                        .set("node_state", NodeStatus.WAITING)
                        .set("reason", null);
            }
        }
    }

    private void withoutResult(RunId run, RunEvent.NodeEvent event, NodeStatus state, String reason)
            throws SQLException {
        Optional<Last> last = last(run, event.node());
        Key key = new Key(run, event.node(), last.map(Last::attempt).orElse(0));
        Row row;
        if (last.isPresent() && last.get().state().ended()) {
            row = row(key).set("node_state", state).set("retry_at", null);
        } else {
            row = end(key, state, event);
        }
        row.set("reason", Columns.cut(reason, Columns.SENTENCE));
    }

    private Row end(Key key, NodeStatus state, RunEvent event) throws SQLException {
        return state(key, state).set("ended_at", event.at());
    }

    private Row state(Key key, NodeStatus state) throws SQLException {
        Row row = row(key).set("state", state).set("node_state", state);
        lasts.put(new Key(key.run(), key.node(), 0), new Last(key.attempt(), state));
        return row;
    }

    /** The attempt's row: one of this batch, one in the table, or a new one, also if its start was never told. */
    private Row row(Key key) throws SQLException {
        Row known = rows.get(key);
        if (known != null) {
            return known;
        }
        Optional<Last> last = last(key.run(), key.node());
        boolean stored = last.isPresent() && last.get().attempt() >= key.attempt();
        Row row = stored ? Row.update("node_run", columns(key)) : Row.insert("node_run", columns(key));
        if (!stored) {
            row.set("digest", pins.digest(sql, key.run(), key.node()));
        }
        rows.put(key, row);
        return row;
    }

    private Optional<Last> last(RunId run, String node) throws SQLException {
        Last known = lasts.get(new Key(run, node, 0));
        if (known != null || begun.contains(run)) {
            return Optional.ofNullable(known);
        }
        return sql.first(
                LAST,
                row -> new Last(row.getInt("attempt"), NodeStatus.valueOf(row.getString("state"))),
                run.value(),
                node);
    }

    private static void usage(Row row, Usage usage) {
        row.set("fuel_units", usage.fuelUnits());
        row.set("cpu_nanos", usage.cpuNanos());
        row.set("peak_memory_bytes", usage.peakMemoryBytes());
        row.set("stdout_bytes", usage.stdoutBytes());
        row.set("stderr_bytes", usage.stderrBytes());
    }

    private static Map<String, Object> columns(Key key) {
        return Map.of("run_id", key.run().value(), "node_id", key.node(), "attempt", key.attempt());
    }
}
