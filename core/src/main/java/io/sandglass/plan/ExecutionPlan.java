package io.sandglass.plan;

import static java.util.Objects.requireNonNull;

import io.sandglass.spec.WorkflowSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the engine runs. Immutable; holding it keeps the code of its node types loaded.
 *
 * @param nodes in an order in which every node comes after what it needs; {@code nodes.get(i).index() == i}
 */
public record ExecutionPlan(WorkflowSpec spec, List<PlannedNode> nodes) {
    public ExecutionPlan {
        requireNonNull(spec, "spec");
        nodes = List.copyOf(nodes);
    }

    public Optional<PlannedNode> node(String id) {
        return nodes.stream().filter(node -> node.id().equals(id)).findFirst();
    }

    /** Digest of the code behind each node, by node id: what a run is pinned to. */
    public Map<String, String> digests() {
        return nodes.stream()
                .collect(Collectors.toUnmodifiableMap(
                        PlannedNode::id, node -> node.type().digest()));
    }
}
