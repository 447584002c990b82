package io.sandglass.run;

import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.CancelRequested;
import io.sandglass.run.RunEvent.NodeCancelled;
import io.sandglass.run.RunEvent.NodeEvent;
import io.sandglass.run.RunEvent.NodeSkipped;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.NodeSuspended;
import io.sandglass.run.RunEvent.RunAdmitted;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunQueued;
import io.sandglass.run.RunEvent.RunStarted;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands: what comes of applying its events one by one. Immutable; a step costs O(log nodes), plus the
 * dependents of a node that ended, so a whole run is O(nodes + edges) up to that logarithm.
 */
public final class RunState {
    private final RunGraph graph;
    private final PersistentVector<NodeProgress> nodes;
    private final int endedNodes;
    private final Marks marks;

    private RunState(RunGraph graph, PersistentVector<NodeProgress> nodes, int endedNodes, Marks marks) {
        this.graph = graph;
        this.nodes = nodes;
        this.endedNodes = endedNodes;
        this.marks = marks;
    }

    /** A run of which nothing has happened yet. */
    public static RunState empty(RunGraph graph) {
        PersistentVector<NodeProgress> nodes = PersistentVector.filled(graph.size(), NodeProgress.NONE);
        return new RunState(graph, nodes, 0, new Marks(null, null, null, null, null, false));
    }

    /**
     * The state after one more event.
     *
     * @throws IllegalArgumentException if the event names an unknown node
     * @throws IllegalStateException if its node, or the run, has already ended
     */
    public RunState apply(RunEvent event) {
        if (marks.ended != null) {
            throw new IllegalStateException("the run has ended, so nothing more can happen: " + event);
        }
        if (event instanceof NodeEvent nodeEvent) {
            return applyToNode(graph.index(nodeEvent.node()), nodeEvent);
        }
        return new RunState(graph, nodes, endedNodes, marks.after(event));
    }

    public RunGraph graph() {
        return graph;
    }

    public NodeProgress node(int index) {
        return nodes.get(index);
    }

    /** @throws IllegalArgumentException if the run has no such node */
    public NodeProgress node(String id) {
        return nodes.get(graph.index(id));
    }

    /** Whether everything the node needs has ended. */
    public boolean needsEnded(int index) {
        return nodes.get(index).endedNeeds() == graph.needs(index).size();
    }

    public boolean allNodesEnded() {
        return endedNodes == graph.size();
    }

    public Optional<RunStarted> started() {
        return Optional.ofNullable(marks.started);
    }

    /** The first request to stop. */
    public Optional<CancelRequested> cancel() {
        return Optional.ofNullable(marks.cancel);
    }

    /** The failure of the node that was the first to fail for good. */
    public Optional<AttemptFailed> firstFailure() {
        return Optional.ofNullable(marks.firstFailure);
    }

    /** Among which runs it has or waits for a place; empty if there is no limit on it. */
    public Optional<String> concurrencyKey() {
        return Optional.ofNullable(marks.key);
    }

    /** Whether nothing of it may start yet. */
    public boolean queued() {
        return marks.queued;
    }

    public Optional<RunEnded> end() {
        return Optional.ofNullable(marks.ended);
    }

    public RunStatus status() {
        return end().map(RunEnded::status).orElse(queued() ? RunStatus.QUEUED : RunStatus.RUNNING);
    }

    private RunState applyToNode(int index, NodeEvent event) {
        NodeProgress before = nodes.get(index);
        if (before.status().ended()) {
            throw new IllegalStateException("node '" + event.node() + "' has ended, so this cannot happen: " + event);
        }
        NodeProgress after = progress(before, event);
        PersistentVector<NodeProgress> changed = nodes.with(index, after);
        if (!after.status().ended()) {
            return new RunState(graph, changed, endedNodes, marks);
        }
        for (int dependent : graph.dependents(index)) {
            changed = changed.with(dependent, changed.get(dependent).oneMoreNeedEnded());
        }
        return new RunState(graph, changed, endedNodes + 1, marks.after(event));
    }

    private static NodeProgress progress(NodeProgress before, NodeEvent event) {
        if (event instanceof AttemptStarted started) {
            return before.began(started.attempt(), started.at());
        }
        if (event instanceof AttemptFailed failed) {
            NodeState next = failed.retryAt()
                    .<NodeState>map(NodeState.Retrying::new)
                    .orElseGet(() -> new NodeState.Failed(failed.failure()));
            return failed.counts() ? before.failed(next) : before.interrupted(next);
        }
        return before.became(next(event));
    }

    private static NodeState next(NodeEvent event) {
        if (event instanceof NodeSucceeded succeeded) {
            return new NodeState.Succeeded(succeeded.output());
        }
        if (event instanceof NodeSuspended suspended) {
            return new NodeState.Suspended(suspended.wakeAt(), suspended.output());
        }
        if (event instanceof NodeSkipped skipped) {
            return new NodeState.Skipped(skipped.reason());
        }
        if (event instanceof NodeCancelled cancelled) {
            return new NodeState.Cancelled(cancelled.reason());
        }
        throw new AssertionError(event);
    }

    /** The few events that concern the whole run, each the first of its kind. */
    private record Marks(
            @Nullable RunStarted started,
            @Nullable CancelRequested cancel,
            @Nullable AttemptFailed firstFailure,
            @Nullable RunEnded ended,
            @Nullable String key,
            boolean queued) {
        Marks after(RunEvent event) {
            if (event instanceof RunStarted start) {
                return new Marks(start, cancel, firstFailure, ended, key, queued);
            }
            if (event instanceof CancelRequested request && cancel == null) {
                return new Marks(started, request, firstFailure, ended, key, queued);
            }
            if (event instanceof AttemptFailed failure && firstFailure == null) {
                return new Marks(started, cancel, failure, ended, key, queued);
            }
            if (event instanceof RunEnded end) {
                return new Marks(started, cancel, firstFailure, end, key, queued);
            }
            if (event instanceof RunQueued wait) {
                return new Marks(started, cancel, firstFailure, ended, wait.key(), true);
            }
            if (event instanceof RunAdmitted admitted) {
                return new Marks(started, cancel, firstFailure, ended, admitted.key(), false);
            }
            return this;
        }
    }
}
