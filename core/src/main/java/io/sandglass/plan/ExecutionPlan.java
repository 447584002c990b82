package io.sandglass.plan;

import static java.util.Objects.requireNonNull;

import io.sandglass.run.RunGraph;
import io.sandglass.spec.Pace;
import io.sandglass.spec.WorkflowSpec;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the engine runs, shared by all runs of it. Immutable; holding it keeps the code of its node types loaded. */
public final class ExecutionPlan {
    private final WorkflowSpec spec;
    private final List<PlannedNode> nodes;
    private final RunGraph graph;
    private final Map<String, String> digests;
    private final BitSet repeatable;

    /** @param nodes in an order in which every node comes after what it needs; {@code nodes.get(i).index() == i} */
    public ExecutionPlan(WorkflowSpec spec, List<PlannedNode> nodes) {
        this.spec = requireNonNull(spec, "spec");
        this.nodes = List.copyOf(nodes);
        this.graph = new RunGraph(
                this.nodes.stream().map(PlannedNode::id).toList(),
                this.nodes.stream().map(PlannedNode::needs).toList(),
                this.nodes.stream().map(PlannedNode::dependents).toList());
        this.digests = this.nodes.stream()
                .collect(Collectors.toUnmodifiableMap(
                        PlannedNode::id, node -> node.type().digest()));
        this.repeatable = new BitSet();
        this.nodes.stream().filter(Purity::repeatable).forEach(node -> repeatable.set(node.index()));
    }

    public WorkflowSpec spec() {
        return spec;
    }

    public List<PlannedNode> nodes() {
        return nodes;
    }

    public RunGraph graph() {
        return graph;
    }

    /** Empty if there is none of that id. */
    public Optional<PlannedNode> node(String id) {
        return graph.has(id) ? Optional.of(nodes.get(graph.index(id))) : Optional.empty();
    }

    /** Digest of the code behind each node, by node id: what a run is pinned to. */
    public Map<String, String> digests() {
        return digests;
    }

    /** Whether nodes may be built upon the success of this one before that is durable. */
    public boolean runsAhead(int node) {
        return spec.pace() == Pace.RELAXED || repeatable.get(node);
    }
}
