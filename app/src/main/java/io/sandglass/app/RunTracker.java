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
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunReopened;
import io.sandglass.run.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Follows the nodes of one run by its records. Thread-safe. */
public final class RunTracker implements RunListener {
    private final Map<String, Tracked> nodes = new LinkedHashMap<>();
    private final Map<String, Instant> started = new LinkedHashMap<>();
    private long records;
    private Optional<Instant> begun = Optional.empty();

    /** @param changed by which record; 0 if it stands as at the beginning */
    private record Tracked(NodeLine line, long changed) {}

    public RunTracker(ExecutionPlan plan) {
        plan.nodes().forEach(node -> track(node.id(), node.type().kind()));
    }

    /** @param digests by node id, as the run is pinned to them; a digest begins with the kind */
    RunTracker(Map<String, String> digests) {
        new TreeMap<>(digests).forEach((id, digest) -> track(id, digest.replaceFirst(":.*", "")));
    }

    private void track(String id, String kind) {
        nodes.put(id, new Tracked(NodeLine.waiting(id, kind), 0));
    }

    @Override
    public synchronized void onRecord(RunRecord record) {
        begun = begun.or(() -> Optional.of(record.event().at()));
        records++;
        if (record.event() instanceof NodeEvent event) {
            change(event.node(), line -> next(line, event));
        } else if (record.event() instanceof RunReopened reopened) {
            reopened.nodes().forEach(node -> change(node, RunTracker::again));
        }
    }

    private void change(String node, UnaryOperator<NodeLine> next) {
        nodes.computeIfPresent(node, (id, before) -> new Tracked(next.apply(before.line()), records));
    }

    /** Milliseconds from the first record to the given instant, as far as the wall clock can tell. */
    public synchronized long millisUntil(Instant end) {
        return Math.max(0, Duration.between(begun.orElse(end), end).toMillis());
    }

    /** Milliseconds from the first record to the end. */
    public long millis(RunEnded end) {
        return end.took().map(Duration::toMillis).orElseGet(() -> millisUntil(end.at()));
    }

    /** In the order of the plan. */
    public List<NodeLine> lines() {
        return lines(-1);
    }

    /**
     * Those that have changed, in the order of the plan.
     *
     * @param since how many records it had seen then; all nodes if it has not seen so many, or less than 0
     */
    synchronized List<NodeLine> lines(long since) {
        boolean all = since < 0 || since > records;
        return nodes.values().stream()
                .filter(node -> all || node.changed() > since)
                .map(Tracked::line)
                .toList();
    }

    /** How many records it has seen. */
    synchronized long records() {
        return records;
    }

    /** How many nodes it follows. */
    synchronized int size() {
        return nodes.size();
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
        long millis = from == null
                ? -1
                : Math.max(0, Duration.between(from, event.at()).toMillis());
        return new NodeLine(line.id(), line.kind(), status, line.attempt(), millis, note);
    }
}
