package io.sandglass.app;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.sandglass.engine.explain.NodeReason;
import io.sandglass.engine.explain.RunExplanation;
import io.sandglass.engine.steering.Verb;
import io.sandglass.migration.Suggestion;
import io.sandglass.run.Asked;
import io.sandglass.run.NodeStatus;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Explanations of runs in the words of the control door: {run, workflow, state, paused, priority, error, possible, counts,
 * omitted, nodes}. {@code counts} has the number of nodes by their status; {@code omitted} says how many of them
 * {@code nodes} leaves out.
 */
final class ExplanationWords {
    /** A run with at most this many nodes is shown whole. */
    static final int FEW = 200;

    /** Of a larger one, so many nodes of each status that is open or calls for somebody. */
    static final int FIRST = 20;

    private ExplanationWords() {}

    /** All that needs looking at, and all of a small run. */
    static Map<String, @Nullable Object> summary(RunExplanation run) {
        return object(run, run.nodes().size() <= FEW ? run.nodes() : first(run.nodes()));
    }

    static Map<String, @Nullable Object> whole(RunExplanation run) {
        return object(run, run.nodes());
    }

    /** @throws IllegalArgumentException if the run has no such node */
    static Map<String, @Nullable Object> of(RunExplanation run, String node) {
        List<NodeReason> named =
                run.nodes().stream().filter(one -> one.node().equals(node)).toList();
        if (named.isEmpty()) {
            List<String> names = run.nodes().stream().map(NodeReason::node).toList();
            throw new IllegalArgumentException("run " + run.run() + " has no node '" + node + "'; "
                    + Suggestion.orElse(node, names, "leave it out to see all"));
        }
        return object(run, named);
    }

    private static List<NodeReason> first(List<NodeReason> nodes) {
        Map<NodeStatus, Integer> shown = new EnumMap<>(NodeStatus.class);
        return nodes.stream()
                .filter(node -> !node.status().ended() || node.status() == NodeStatus.FAILED)
                .filter(node -> shown.merge(node.status(), 1, Integer::sum) <= FIRST)
                .toList();
    }

    private static Map<String, @Nullable Object> object(RunExplanation run, List<NodeReason> shown) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("run", run.run().toString());
        object.put("workflow", run.workflow().toString());
        object.put("state", run.phase().name());
        object.put("paused", run.paused().map(Asked::toString).orElse(null));
        object.put("priority", run.priority().isPresent() ? run.priority().getAsInt() : null);
        object.put("error", run.error().orElse(null));
        object.put("possible", run.possible().stream().map(Verb::word).toList());
        object.put(
                "counts",
                run.nodes().stream().collect(groupingBy(node -> node.status().name(), TreeMap::new, counting())));
        object.put("omitted", run.nodes().size() - shown.size());
        object.put("nodes", shown.stream().map(ExplanationWords::object).toList());
        return object;
    }

    private static Map<String, @Nullable Object> object(NodeReason reason) {
        Function<Instant, String> words = Instant::toString;
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("node", reason.node());
        object.put("status", reason.status().name());
        object.put("code", reason.code().name());
        object.put("reason", reason.text());
        object.put("needs", reason.nodes());
        object.put("until", reason.until().map(words).orElse(null));
        object.put("attempts", reason.attempts());
        return object;
    }
}
