package io.sandglass.store.tables;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.sandglass.run.Asked;
import io.sandglass.run.Cause;
import io.sandglass.run.KeyedRequest;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunPaused;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import io.sandglass.run.SlotKey;
import io.sandglass.store.RecordRefused;
import io.sandglass.store.database.Columns;
import io.sandglass.store.database.Params;
import io.sandglass.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run's row, as it stands while records are folded into it. Used by one thread. */
public final class RunRow {
    /** Finds the row of one run, for {@link #read}. */
    public static final String SELECT =
            "select last_seq, status, started_at, ended_at, took_ms, ended_seq, nodes_done, cancel_reason,"
                    + " error, priority, paused_by, pause_reason, paused_at from run where run_id = ?";

    static final String INSERT = "insert into run (run_id, run_key, namespace, workflow, revision, cause,"
            + " trigger_name, slot_time, created_at, nodes_total, rerun_of, key_tenant, idempotency_key, inputs_digest,"
            + " started_seq, last_seq, status, started_at,"
            + " ended_at, took_ms, ended_seq, nodes_done, cancel_reason, error, priority, paused_by, pause_reason, paused_at)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    static final String UPDATE =
            "update run set last_seq = ?, status = ?, started_at = ?, ended_at = ?, took_ms = ?, ended_seq = ?,"
                    + " nodes_done = ?, cancel_reason = ?, error = ?, priority = ?, paused_by = ?, pause_reason = ?,"
                    + " paused_at = ? where run_id = ?";

    private final RunId run;
    private @Nullable RunStarted begin;
    private long lastSeq;
    private RunStatus status = RunStatus.RUNNING;
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;
    private @Nullable Long tookMillis;
    private long endedSeq;
    private int nodesDone;
    private @Nullable String cancelReason;
    private @Nullable String error;
    private @Nullable Integer priority;
    private @Nullable RunPaused pause;

    private RunRow(RunId run) {
        this.run = run;
    }

    /** A run that the table does not have yet. */
    public static RunRow begin(RunId run, RunStarted event) {
        RunRow row = new RunRow(run);
        row.begin = event;
        return row;
    }

    /** As the table has it. */
    public static RunRow read(RunId run, ResultSet found) throws SQLException {
        RunRow row = new RunRow(run);
        row.lastSeq = found.getLong("last_seq");
        row.status = RunStatus.valueOf(found.getString("status"));
        row.startedAt = Sql.optionalInstant(found, "started_at").orElse(null);
        row.endedAt = Sql.optionalInstant(found, "ended_at").orElse(null);
        row.tookMillis = found.getObject("took_ms", Long.class);
        row.endedSeq = found.getLong("ended_seq");
        row.nodesDone = found.getInt("nodes_done");
        row.cancelReason = found.getString("cancel_reason");
        row.error = found.getString("error");
        row.priority = found.getObject("priority", Integer.class);
        row.pause = pause(found);
        return row;
    }

    RunId run() {
        return run;
    }

    long lastSeq() {
        return lastSeq;
    }

    /** Whether it is to be inserted. */
    boolean fresh() {
        return begin != null;
    }

    boolean open() {
        return !status.ended();
    }

    /** What started it; of a fresh one only. */
    public RunStarted begin() {
        return requireNonNull(begin);
    }

    /** It is in the table now. */
    void stored() {
        begin = null;
    }

    /**
     * Moves on to a record.
     *
     * @return false if it was here before
     * @throws RecordRefused if one before it is missing
     */
    public boolean advance(long seq) {
        if (seq <= lastSeq) {
            return false;
        }
        if (seq != lastSeq + 1) {
            throw new RecordRefused("run " + run + ": record " + seq + " cannot follow record " + lastSeq);
        }
        lastSeq = seq;
        return true;
    }

    /** Notes the first attempt's begin. */
    void attemptStarted(Instant at) {
        if (startedAt == null) {
            startedAt = at;
        }
    }

    void nodeEnded() {
        nodesDone++;
    }

    void paused(RunPaused event) {
        Asked asked = event.asked();
        Asked fitting = new Asked(Columns.cut(asked.by(), Columns.NAME), Columns.cut(asked.why(), Columns.SENTENCE));
        pause = new RunPaused(fitting, event.at());
    }

    void resumed() {
        pause = null;
    }

    void priority(int changed) {
        priority = changed;
    }

    void cancelRequested(String reason) {
        cancelReason = Columns.cut(reason, Columns.SENTENCE);
    }

    /** The number of its end's record; 0 while it is open. */
    long endedSeq() {
        return endedSeq;
    }

    @Nullable
    Instant endedAt() {
        return endedAt;
    }

    /** It goes on, and some nodes that had ended are to run again. */
    void reopened(int nodes) {
        status = RunStatus.RUNNING;
        endedAt = null;
        tookMillis = null;
        endedSeq = 0;
        error = null;
        cancelReason = null;
        pause = null;
        nodesDone -= nodes;
    }

    /** Not the end. */
    void status(RunStatus open) {
        status = open;
    }

    void ended(RunEnded event, long seq) {
        status = event.status();
        endedAt = event.at();
        tookMillis = event.took().map(Duration::toMillis).orElse(null);
        endedSeq = seq;
        pause = null;
        error = event.error().map(text -> Columns.cut(text, Columns.SENTENCE)).orElse(null);
    }

    /** What is stored otherwise than here. */
    public Optional<String> difference(RunRow stored) {
        if (lastSeq != stored.lastSeq) {
            return Optional.of("its row ends with record " + stored.lastSeq + ", but its records with " + lastSeq);
        }
        if (status != stored.status) {
            return Optional.of("its row says " + stored.status + ", but its records say " + status);
        }
        return nodesDone == stored.nodesDone
                ? Optional.empty()
                : Optional.of("its row counts " + stored.nodesDone + " nodes that ended, but its records " + nodesDone);
    }

    void insert(Params params) throws SQLException {
        RunStarted event = requireNonNull(begin);
        Cause cause = event.cause();
        params.number(run.value())
                .text(run.toString())
                .text(event.workflow().namespace())
                .text(event.workflow().id())
                .number(event.revision())
                .text(cause.kind())
                .text(cause.trigger().orElse(null))
                .time(cause.slot().map(SlotKey::fireTime).orElse(null))
                .time(event.at())
                .number(event.digests().size())
                .text(origin(cause));
        KeyedRequest request = event.request().orElse(null);
        params.text(request == null ? null : request.key().tenant())
                .text(request == null ? null : request.key().text())
                .text(request == null ? null : request.inputs());
        changing(params);
    }

    void update(Params params) throws SQLException {
        changing(params);
        params.number(run.value());
    }

    private void changing(Params params) throws SQLException {
        params.number(lastSeq)
                .text(status)
                .time(startedAt)
                .time(endedAt)
                .optionalNumber(tookMillis)
                .seq(endedSeq)
                .number(nodesDone)
                .text(cancelReason)
                .text(error)
                .optionalNumber(priority);
        RunPaused now = pause;
        params.text(now == null ? null : now.asked().by())
                .text(now == null ? null : now.asked().why())
                .time(now == null ? null : now.at());
    }

    private static @Nullable RunPaused pause(ResultSet found) throws SQLException {
        Optional<Instant> at = Sql.optionalInstant(found, "paused_at");
        if (at.isEmpty()) {
            return null;
        }
        String by = requireNonNullElse(found.getString("paused_by"), "");
        String why = requireNonNullElse(found.getString("pause_reason"), "");
        return new RunPaused(new Asked(by, why), at.get());
    }

    /** The run that ran before; null if this is no rerun. */
    private static @Nullable String origin(Cause cause) {
        Object origin = cause.kind().equals("rerun") ? cause.data().object().get("origin") : null;
        return origin == null ? null : Columns.cut(origin.toString(), Columns.NAME);
    }
}
