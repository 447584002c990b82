package io.sandglass.app;

import io.sandglass.engine.run.RunListener;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.plugin.Expectation;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.NodeAwaits;
import io.sandglass.run.RunEvent.NodeCancelled;
import io.sandglass.run.RunEvent.NodeEvent;
import io.sandglass.run.RunEvent.NodeForced;
import io.sandglass.run.RunEvent.NodeSkipped;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.NodeSuspended;
import io.sandglass.run.RunEvent.RunReopened;
import io.sandglass.run.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Follows the nodes of one run by its records. Thread-safe. */
public final class RunTracker implements RunListener {
    private final Map<String, NodeLine> lines = new LinkedHashMap<>();
    private final Map<String, Instant> started = new LinkedHashMap<>();
    private Optional<Instant> begun = Optional.empty();

    public RunTracker(ExecutionPlan plan) {
        plan.nodes()
                .forEach(node -> lines.put(
                        node.id(), NodeLine.waiting(node.id(), node.type().kind())));
    }

    /** @param digests by node id, as the run is pinned to them; a digest begins with the kind */
    RunTracker(Map<String, String> digests) {
        new TreeMap<>(digests)
                .forEach((id, digest) -> lines.put(id, NodeLine.waiting(id, digest.replaceFirst(":.*", ""))));
    }

    @Override
    public synchronized void onRecord(RunRecord record) {
        begun = begun.or(() -> Optional.of(record.event().at()));
        if (record.event() instanceof NodeEvent event) {
            lines.computeIfPresent(event.node(), (id, line) -> next(line, event));
        } else if (record.event() instanceof RunReopened reopened) {
            reopened.nodes().forEach(node -> lines.computeIfPresent(node, (id, line) -> again(line)));
        }
    }

    /** Milliseconds from the first record to the given instant. */
    public synchronized long millisUntil(Instant end) {
        return Duration.between(begun.orElse(end), end).toMillis();
    }

    /** In the order of the plan. */
    public synchronized List<NodeLine> lines() {
        return new ArrayList<>(lines.values());
    }

    /** How many nodes it follows. */
    synchronized int size() {
        return lines.size();
    }

    private NodeLine next(NodeLine line, NodeEvent event) {
        if (event instanceof AttemptStarted start) {
            started.put(start.node(), start.at());
            return new NodeLine(line.id(), line.kind(), NodeStatus.RUNNING, start.attempt(), -1, "");
        }
        if (event instanceof NodeSucceeded) {
            return ended(line, event, NodeStatus.SUCCEEDED, "");
        }
        if (event instanceof AttemptFailed failed) {
            NodeStatus status = failed.retryAt().isPresent() ? NodeStatus.RETRYING : NodeStatus.FAILED;
            return ended(
                    line,
                    event,
                    status,
                    failed.failure().code() + ": " + failed.failure().message());
        }
        if (event instanceof NodeSuspended suspended) {
            return waiting(line, NodeStatus.SUSPENDED, "until " + suspended.wakeAt());
        }
        if (event instanceof NodeAwaits awaits) {
            return waiting(line, NodeStatus.SUSPENDED, awaited(awaits.expectation()));
        }
        if (event instanceof NodeForced forced) {
            return ended(line, event, forced.status(), "forced " + forced.asked());
        }
        if (event instanceof NodeSkipped skipped) {
            return waiting(line, NodeStatus.SKIPPED, skipped.reason());
        }
        if (event instanceof NodeCancelled cancelled) {
            return ended(line, event, NodeStatus.CANCELLED, cancelled.reason());
        }
        throw new AssertionError(event);
    }

    private static NodeLine again(NodeLine line) {
        return waiting(line, NodeStatus.WAITING, "");
    }

    private static NodeLine waiting(NodeLine line, NodeStatus status, String note) {
        return new NodeLine(line.id(), line.kind(), status, line.attempt(), -1, note);
    }

    private static String awaited(Expectation expectation) {
        String what = expectation.kind() == Expectation.Kind.SIGNAL ? "signal " : "approval: ";
        return "waits for " + what + expectation.about();
    }

    private NodeLine ended(NodeLine line, RunEvent event, NodeStatus status, String note) {
        Instant from = started.get(line.id());
        long millis = from == null ? -1 : Duration.between(from, event.at()).toMillis();
        return new NodeLine(line.id(), line.kind(), status, line.attempt(), millis, note);
    }
}
