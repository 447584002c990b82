package io.sandglass.store.tables;

import static java.util.Objects.requireNonNull;

import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.CancelRequested;
import io.sandglass.run.RunEvent.NodeAwaits;
import io.sandglass.run.RunEvent.NodeCancelled;
import io.sandglass.run.RunEvent.NodeEvent;
import io.sandglass.run.RunEvent.NodeForced;
import io.sandglass.run.RunEvent.NodeSkipped;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.NodeSuspended;
import io.sandglass.run.RunEvent.PriorityChanged;
import io.sandglass.run.RunEvent.RunAdmitted;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunPaused;
import io.sandglass.run.RunEvent.RunQueued;
import io.sandglass.run.RunEvent.RunReopened;
import io.sandglass.run.RunEvent.RunResumed;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunEvent.ValueWritten;
import io.sandglass.run.RunStatus;
import io.sandglass.store.codec.EventCodec;
import io.sandglass.store.database.Sql;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What each kind of event means for the rows of its run. Used by one thread, within one transaction. */
public final class Fold {
    private static final String LAST =
            "select attempt, state from node_run where run_id = ? and node_id = ? order by attempt desc limit 1";

    private final Sql sql;

    public Fold(Sql sql) {
        this.sql = sql;
    }

    private record Last(int attempt, NodeStatus state) {}

    /** Changes the rows of a run as its next event says. */
    public void apply(RunFold run, long seq, RunEvent event) throws SQLException {
        if (event instanceof NodeEvent node) {
            node(run, seq, node);
        } else if (event instanceof RunEnded ended) {
            run.row().ended(ended, seq);
        } else if (event instanceof ValueWritten written) {
            run.value(written);
            note(run, seq, event, written.node(), written.attempt());
        } else if (!(event instanceof RunStarted)) { // its row was made of it
            run(run, event);
            note(run, seq, event, null, 0);
        }
    }

    private void run(RunFold run, RunEvent event) throws SQLException {
        RunRow row = run.row();
        if (event instanceof CancelRequested request) {
            row.cancelRequested(request.reason());
        } else if (event instanceof RunQueued) {
            row.status(RunStatus.QUEUED);
        } else if (event instanceof RunAdmitted) {
            row.status(RunStatus.RUNNING);
        } else if (event instanceof RunReopened reopened) {
            reopened(run, reopened);
        } else if (event instanceof RunPaused paused) {
            row.paused(paused);
        } else if (event instanceof RunResumed) {
            row.resumed();
        } else if (event instanceof PriorityChanged changed) {
            row.priority(changed.priority());
        }
    }

    private void node(RunFold run, long seq, NodeEvent event) throws SQLException {
        if (event instanceof AttemptStarted started) {
            started(run, seq, started);
        } else if (event instanceof NodeSucceeded done) {
            run.attempt(done.node(), done.attempt()).succeeded(done.usage(), done.at(), seq);
            run.row().nodeEnded();
        } else if (event instanceof AttemptFailed failed) {
            failed(run, seq, failed);
        } else if (event instanceof NodeSuspended suspended) {
            run.attempt(suspended.node(), suspended.attempt()).suspended(suspended.wakeAt());
            note(run, seq, event, suspended.node(), suspended.attempt());
        } else if (event instanceof NodeAwaits awaits) {
            run.attempt(awaits.node(), awaits.attempt()).awaits(awaits.expectation());
            note(run, seq, event, awaits.node(), awaits.attempt());
        } else if (event instanceof NodeForced forced) {
            forced(run, forced);
            note(run, seq, event, forced.node(), 0);
        } else if (event instanceof NodeSkipped skipped) {
            withoutResult(run, seq, skipped, NodeStatus.SKIPPED, skipped.reason());
        } else if (event instanceof NodeCancelled cancelled) {
            withoutResult(run, seq, cancelled, NodeStatus.CANCELLED, cancelled.reason());
        } else {
            note(run, seq, event, event.node(), 0);
        }
    }

    private static void started(RunFold run, long seq, AttemptStarted event) {
        run.row().attemptStarted(event.at());
        AttemptRow row = run.attempt(event.node(), event.attempt());
        if (row.begun()) {
            note(run, seq, event, event.node(), event.attempt());
        } else {
            row.started(event.at(), seq);
        }
    }

    private static void failed(RunFold run, long seq, AttemptFailed event) {
        run.attempt(event.node(), event.attempt())
                .failed(event.failure(), event.usage(), event.retryAt().orElse(null), event.at(), seq);
        if (event.retryAt().isEmpty()) {
            run.row().nodeEnded();
        }
    }

    private void withoutResult(RunFold run, long seq, NodeEvent event, NodeStatus state, String reason)
            throws SQLException {
        run.row().nodeEnded();
        Last last = last(run, event.node());
        AttemptRow row = run.attempt(event.node(), last == null ? 0 : last.attempt());
        if (last != null && last.state().ended()) {
            row.nodeEnded(state, reason);
            note(run, seq, event, event.node(), 0);
        } else {
            row.ended(state, reason, event.at(), seq);
        }
    }

    private void forced(RunFold run, NodeForced event) throws SQLException {
        run.row().nodeEnded();
        Last last = last(run, event.node());
        AttemptRow row = run.attempt(event.node(), last == null ? 0 : last.attempt());
        String reason = "forced " + event.asked();
        if (last != null && last.state().ended()) {
            row.nodeEnded(event.status(), reason);
        } else {
            row.ended(event.status(), reason, event.at(), 0); // a note tells of the record
        }
        if (event.status() == NodeStatus.FAILED) {
            row.failure(event.failure());
        }
    }

    /** The nodes are to run again; what their attempts did stays as it is. */
    private void reopened(RunFold run, RunReopened event) throws SQLException {
        RunRow row = run.row();
        if (row.endedAt() != null && row.endedSeq() != 0) {
            run.note(new EventRow(run.run().value(), row.endedSeq(), "run-ended", null, 0, row.endedAt()));
        }
        row.reopened(event.nodes().size());
        for (String node : event.nodes()) {
            Last last = last(run, node);
            if (last != null) {
                run.attempt(node, last.attempt()).nodeWaits();
            }
        }
    }

    private @Nullable Last last(RunFold run, String node) throws SQLException {
        AttemptRow known = run.last(node);
        return known == null || known.state() == null
                ? stored(run, node)
                : new Last(known.attempt(), requireNonNull(known.state()));
    }

    private @Nullable Last stored(RunFold run, String node) throws SQLException {
        if (run.fresh()) {
            return null;
        }
        return sql.first(
                        LAST,
                        row -> new Last(row.getInt("attempt"), NodeStatus.valueOf(row.getString("state"))),
                        run.run().value(),
                        node)
                .orElse(null);
    }

    private static void note(RunFold run, long seq, RunEvent event, @Nullable String node, int attempt) {
        run.note(new EventRow(run.run().value(), seq, EventCodec.name(event), node, attempt, event.at()));
    }
}
