package io.sandglass.store.tables;

import io.sandglass.plugin.Execution;
import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.Usage;
import io.sandglass.run.NodeStatus;
import io.sandglass.store.database.Columns;
import io.sandglass.store.database.Params;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one batch tells of one attempt. A node that ends without an attempt gets attempt 0.
 *
 * <p>{@code state} is how that attempt stands, {@code node_state} how the node stands as far as this attempt tells: a
 * failed attempt that will be tried again is FAILED and RETRYING. Used by one thread.
 */
final class AttemptRow {
    static final String INSERT =
            "insert into node_run (run_id, node_id, attempt, state, node_state, reason, error_kind, error_code, error,"
                    + " started_at, ended_at, retry_at, wake_at, fuel_units, cpu_nanos, peak_memory_bytes, stdout_bytes,"
                    + " stderr_bytes, outcome, isolation, fuel_schedule, wall_nanos, queue_nanos, stdin_bytes, host_calls,"
                    + " peak_stack_units, recorded, started_seq, ended_seq, digest) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                    + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** What the batch does not tell stays as it is; the reason is that of the state, and waits are over with it. */
    static final String UPDATE = "update node_run set state = ?, node_state = ?, reason = ?,"
            + " error_kind = coalesce(?, error_kind), error_code = coalesce(?, error_code), error = coalesce(?, error),"
            + " started_at = coalesce(started_at, ?), ended_at = coalesce(?, ended_at), retry_at = ?,"
            + " wake_at = coalesce(?, wake_at), fuel_units = ?, cpu_nanos = ?, peak_memory_bytes = ?, stdout_bytes = ?,"
            + " stderr_bytes = ?, outcome = ?, isolation = ?, fuel_schedule = ?, wall_nanos = ?, queue_nanos = ?,"
            + " stdin_bytes = ?, host_calls = ?, peak_stack_units = ?, recorded = ?,"
            + " started_seq = coalesce(started_seq, ?), ended_seq = coalesce(?, ended_seq)"
            + " where run_id = ? and node_id = ? and attempt = ?";

    /** For an attempt that was over before this batch. */
    static final String UPDATE_NODE = "update node_run set node_state = ?, reason = ?, retry_at = null,"
            + " error_kind = coalesce(?, error_kind), error_code = coalesce(?, error_code), error = coalesce(?, error)"
            + " where run_id = ? and node_id = ? and attempt = ?";

    private final long run;
    private final String node;
    private final int attempt;
    private final boolean fresh;
    private @Nullable NodeStatus state;
    private @Nullable NodeStatus nodeState;
    private @Nullable String reason;
    private @Nullable NodeFailure failure;
    private Usage usage = Usage.NONE;
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;
    private @Nullable Instant retryAt;
    private @Nullable Instant wakeAt;
    private long startedSeq;
    private long endedSeq;

    /** @param fresh whether the table surely has no such row */
    AttemptRow(long run, String node, int attempt, boolean fresh) {
        this.run = run;
        this.node = node;
        this.attempt = attempt;
        this.fresh = fresh;
    }

    long run() {
        return run;
    }

    String node() {
        return node;
    }

    int attempt() {
        return attempt;
    }

    boolean fresh() {
        return fresh;
    }

    /** Whether only the node's state changed, not the attempt's. */
    boolean onlyNode() {
        return state == null;
    }

    /** Whether this batch tells that the attempt failed. */
    boolean failed() {
        return state == NodeStatus.FAILED && attempt > 0;
    }

    /** Whether this batch tells why the attempt, or its node, counts as failed. */
    boolean tellsFailure() {
        return failure != null;
    }

    /** Null if this batch does not tell. */
    @Nullable
    NodeStatus state() {
        return state;
    }

    /** The attempt's state and the node's, as the table has them. */
    String states() {
        return state + " " + nodeState;
    }

    boolean begun() {
        return startedSeq != 0;
    }

    void started(Instant at, long seq) {
        stands(NodeStatus.RUNNING);
        startedAt = at;
        startedSeq = seq;
    }

    void suspended(Instant until) {
        stands(NodeStatus.SUSPENDED);
        wakeAt = until;
        reason = "waits until " + until;
    }

    void awaits(Expectation expectation) {
        stands(NodeStatus.SUSPENDED);
        wakeAt = expectation.deadline().map(Expectation.Deadline::at).orElse(null);
        String what = expectation.kind() == Expectation.Kind.SIGNAL ? "waits for signal " : "waits for approval: ";
        reason = Columns.cut(what + expectation.about(), Columns.SENTENCE);
    }

    void succeeded(Usage used, Instant at, long seq) {
        ended(NodeStatus.SUCCEEDED, at, seq);
        usage = used;
    }

    void failed(NodeFailure why, Usage used, @Nullable Instant retry, Instant at, long seq) {
        ended(NodeStatus.FAILED, at, seq);
        failure = why;
        usage = used;
        retryAt = retry;
        nodeState = retry == null ? NodeStatus.FAILED : NodeStatus.RETRYING;
    }

    /** Ended without a result. */
    void ended(NodeStatus how, String why, Instant at, long seq) {
        ended(how, at, seq);
        reason = Columns.cut(why, Columns.SENTENCE);
    }

    /** The node ended some other way after this attempt was over. */
    void nodeEnded(NodeStatus how, String why) {
        nodeState = how;
        reason = Columns.cut(why, Columns.SENTENCE);
        retryAt = null;
    }

    /** The node is to run again, after this attempt. */
    void nodeWaits() {
        nodeState = NodeStatus.WAITING;
        reason = null;
    }

    /** Why the node counts as failed, whatever the attempt did. */
    void failure(NodeFailure why) {
        failure = why;
    }

    void insert(Params params, @Nullable String digest) throws SQLException {
        params.number(run)
                .text(node)
                .number(attempt)
                .text(state)
                .text(nodeState)
                .text(reason);
        failure(params);
        params.time(startedAt).time(endedAt).time(retryAt).time(wakeAt);
        usage(params);
        params.seq(startedSeq).seq(endedSeq);
        params.text(digest == null ? null : Columns.cut(digest, Columns.NAME));
    }

    void update(Params params) throws SQLException {
        params.text(state).text(nodeState).text(reason);
        failure(params);
        params.time(startedAt).time(endedAt).time(retryAt).time(wakeAt);
        usage(params);
        params.seq(startedSeq).seq(endedSeq).number(run).text(node).number(attempt);
    }

    void updateNode(Params params) throws SQLException {
        params.text(nodeState).text(reason);
        failure(params);
        params.number(run).text(node).number(attempt);
    }

    private void stands(NodeStatus how) {
        state = how;
        nodeState = how;
        reason = null;
    }

    private void ended(NodeStatus how, Instant at, long seq) {
        stands(how);
        endedAt = at;
        endedSeq = seq;
    }

    private void failure(Params params) throws SQLException {
        if (failure == null) {
            params.text((String) null).text((String) null).text((String) null);
        } else {
            params.text(failure.kind())
                    .text(Columns.cut(failure.code(), Columns.NAME))
                    .text(Columns.cut(failure.message(), Columns.SENTENCE));
        }
    }

    private void usage(Params params) throws SQLException {
        params.number(usage.fuelUnits())
                .number(usage.cpuNanos())
                .number(usage.peakMemoryBytes())
                .number(usage.stdoutBytes())
                .number(usage.stderrBytes());
        Execution execution = usage.execution();
        params.text(orNull(execution.outcome()))
                .text(orNull(Columns.cut(execution.isolation(), Columns.NAME)))
                .number(execution.fuelSchedule())
                .number(execution.wallNanos())
                .number(execution.queueNanos())
                .number(execution.stdinBytes())
                .number(execution.hostCalls())
                .number(execution.peakStackUnits())
                .flag(execution.recording().isPresent());
    }

    private static @Nullable String orNull(String told) {
        return told.isEmpty() ? null : told;
    }
}
