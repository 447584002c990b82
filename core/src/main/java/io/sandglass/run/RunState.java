package io.sandglass.run;

import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.Payload;
import io.sandglass.run.PersistentVector.Edit;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.CancelRequested;
import io.sandglass.run.RunEvent.NodeEvent;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunPaused;
import io.sandglass.run.RunEvent.RunQueued;
import io.sandglass.run.RunEvent.RunReopened;
import io.sandglass.run.RunEvent.RunStarted;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Where a run stands: what comes of applying its events one by one. Immutable; a step costs O(log nodes), plus the
 * dependents of a node that ended, so a whole run is O(nodes + edges) up to that logarithm. A signal or a value costs as
 * much as the run has of these already.
 */
public final class RunState {
    private final RunGraph graph;
    private final PersistentVector<NodeProgress> nodes;
    private final int endedNodes;
    private final RunMarks marks;
    private final long fuelUnits;

    private RunState(
            RunGraph graph, PersistentVector<NodeProgress> nodes, int endedNodes, RunMarks marks, long fuelUnits) {
        this.graph = graph;
        this.nodes = nodes;
        this.endedNodes = endedNodes;
        this.marks = marks;
        this.fuelUnits = fuelUnits;
    }

    /** A run of which nothing has happened yet. */
    public static RunState empty(RunGraph graph) {
        PersistentVector<NodeProgress> nodes = PersistentVector.filled(graph.size(), NodeProgress.NONE);
        return new RunState(graph, nodes, 0, RunMarks.NONE, 0);
    }

    /**
     * The state after one more event.
     *
     * @throws IllegalArgumentException if the event names an unknown node
     * @throws IllegalStateException if its node, or the run, has already ended; if a run is reopened that has not
     */
    public RunState apply(RunEvent event) {
        return apply(event, new Edit());
    }

    /** The state after several more events, in order; costs less than one by one. */
    public RunState applyAll(Stream<? extends RunEvent> events) {
        RunDraft draft = draft();
        events.forEachOrdered(draft::apply);
        return draft.state();
    }

    /** To look at the state between events, too. */
    public RunDraft draft() {
        return new RunDraft(this);
    }

    /** What came of earlier events with the same edit is not to be used any more. */
    RunState apply(RunEvent event, Edit edit) {
        if (event instanceof RunReopened reopened) {
            return reopen(reopened, edit);
        }
        if (marks.ended() != null) {
            throw new IllegalStateException("the run has ended, so nothing more can happen: " + event);
        }
        if (event instanceof NodeEvent nodeEvent) {
            return applyToNode(graph.index(nodeEvent.node()), nodeEvent, edit);
        }
        return new RunState(graph, nodes, endedNodes, marks.after(event), fuelUnits);
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
        return Optional.ofNullable(marks.started());
    }

    /** The first request to stop since it was begun or reopened. */
    public Optional<CancelRequested> cancel() {
        return Optional.ofNullable(marks.cancel());
    }

    /** The node that was the first to fail for good since the run was begun or reopened. */
    public Optional<String> firstFailed() {
        return Optional.ofNullable(marks.failure()).map(RunMarks.Failure::node);
    }

    /** The failure of {@link #firstFailed()}. */
    public Optional<NodeFailure> firstFailure() {
        return Optional.ofNullable(marks.failure()).map(RunMarks.Failure::failure);
    }

    /** Among which runs it has or waits for a place; empty if there is no limit on it. */
    public Optional<String> concurrencyKey() {
        return Optional.ofNullable(marks.key());
    }

    /** Whether nothing of it may start yet. */
    public boolean queued() {
        return marks.queued() != null;
    }

    /** Since when it is {@link #queued()}; empty if it is not. */
    public Optional<Instant> queuedSince() {
        return Optional.ofNullable(marks.queued()).map(RunQueued::at);
    }

    /** By whom it is paused; empty if it is not. */
    public Optional<Asked> paused() {
        return Optional.ofNullable(marks.paused()).map(RunPaused::asked);
    }

    /** From 0 to 9, 9 first; empty unless somebody has set it. */
    public OptionalInt priority() {
        return marks.priority() < 0 ? OptionalInt.empty() : OptionalInt.of(marks.priority());
    }

    /** What was last told under this name; it stays known for all nodes, now and later. */
    public Optional<Payload> signal(String name) {
        return Optional.ofNullable(marks.signals().byName().get(name));
    }

    /** The data of the signals it was told, by name: what came last of each. */
    public Map<String, Payload> signals() {
        return marks.signals().byName();
    }

    /** How many signals it was told. */
    public int signalsReceived() {
        return marks.signals().received();
    }

    /** What its nodes wrote for each other, by key. */
    public Map<String, Payload> values() {
        return marks.values().byKey();
    }

    /** How often its nodes wrote or removed values. */
    public int valueWrites() {
        return marks.values().writes();
    }

    /** What all its attempts have used, also those before it was reopened. */
    public long fuelUnits() {
        return fuelUnits;
    }

    /** Where it stands for those who steer it, as far as its events tell. */
    public RunPhase phase() {
        if (marks.ended() != null) {
            return RunPhase.valueOf(marks.ended().status().name());
        }
        if (marks.cancel() != null) {
            return RunPhase.STOPPING;
        }
        if (marks.paused() != null) {
            return RunPhase.PAUSED;
        }
        return queued() ? RunPhase.QUEUED : RunPhase.RUNNING;
    }

    public Optional<RunEnded> end() {
        return Optional.ofNullable(marks.ended());
    }

    public RunStatus status() {
        return end().map(RunEnded::status).orElse(queued() ? RunStatus.QUEUED : RunStatus.RUNNING);
    }

    private RunState applyToNode(int index, NodeEvent event, Edit edit) {
        NodeProgress before = nodes.get(index);
        if (before.status().ended()) {
            throw new IllegalStateException("node '" + event.node() + "' has ended, so this cannot happen: " + event);
        }
        NodeProgress after = before.after(event);
        PersistentVector<NodeProgress> changed = nodes.with(index, after, edit);
        if (!after.status().ended()) {
            return new RunState(graph, changed, endedNodes, marks, fuelAfter(event));
        }
        for (int dependent : graph.dependents(index)) {
            changed = changed.with(dependent, changed.get(dependent).oneMoreNeedEnded(), edit);
        }
        return new RunState(graph, changed, endedNodes + 1, marks.after(event), fuelAfter(event));
    }

    private RunState reopen(RunReopened event, Edit edit) {
        if (marks.ended() == null) {
            throw new IllegalStateException("the run has not ended, so it cannot be reopened: " + event);
        }
        PersistentVector<NodeProgress> changed = nodes;
        for (String id : event.nodes()) {
            changed = reopen(changed, graph.index(id), edit);
        }
        return new RunState(graph, changed, endedNodes - event.nodes().size(), marks.reopened(), fuelUnits);
    }

    private PersistentVector<NodeProgress> reopen(PersistentVector<NodeProgress> before, int index, Edit edit) {
        NodeStatus status = before.get(index).status();
        if (!status.ended() || status == NodeStatus.SUCCEEDED) {
            throw new IllegalStateException("node '" + graph.id(index) + "' is " + status + ", so it cannot run again");
        }
        PersistentVector<NodeProgress> changed =
                before.with(index, before.get(index).reopened(), edit);
        for (int dependent : graph.dependents(index)) {
            changed = changed.with(dependent, changed.get(dependent).oneNeedReopened(), edit);
        }
        return changed;
    }

    /** Whatever a plugin reports, it does not get less. */
    private long fuelAfter(NodeEvent event) {
        long used = Math.max(0, fuel(event));
        return used > Long.MAX_VALUE - fuelUnits ? Long.MAX_VALUE : fuelUnits + used;
    }

    private static long fuel(NodeEvent event) {
        if (event instanceof NodeSucceeded succeeded) {
            return succeeded.usage().fuelUnits();
        }
        return event instanceof AttemptFailed failed ? failed.usage().fuelUnits() : 0;
    }
}
