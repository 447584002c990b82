package io.sandglass.plan;

import io.sandglass.migration.Suggestion;
import io.sandglass.spec.NodeSpec;
import io.sandglass.spec.ReadResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.traverse.NotDirectedAcyclicGraphException;
import org.jgrapht.traverse.TopologicalOrderIterator;

/** Who waits for whom, by number in the order of the document. Needs that lead nowhere are found and left out. */
final class NeedsGraph {
    private final List<NodeSpec> nodes;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<List<Integer>> needs = new ArrayList<>();
    private final DefaultDirectedGraph<Integer, DefaultEdge> graph = new DefaultDirectedGraph<>(DefaultEdge.class);

    private NeedsGraph(Collection<NodeSpec> nodes) {
        this.nodes = List.copyOf(nodes);
        for (NodeSpec node : this.nodes) {
            graph.addVertex(numbers.size());
            numbers.put(node.id(), numbers.size());
        }
    }

    static NeedsGraph of(ReadResult read, PlanFindings findings) {
        NeedsGraph graph = new NeedsGraph(read.spec().nodes().values());
        for (NodeSpec node : graph.nodes) {
            graph.connect(node, read.pointer(node.id()) + "/needs", findings);
        }
        return graph;
    }

    List<NodeSpec> nodes() {
        return nodes;
    }

    Optional<Integer> number(String id) {
        return Optional.ofNullable(numbers.get(id));
    }

    Collection<String> ids() {
        return numbers.keySet();
    }

    /** Numbers of the nodes that a node waits for. */
    List<Integer> needs(int number) {
        return needs.get(number);
    }

    /** Edges lead from a node to those that wait for it. */
    DefaultDirectedGraph<Integer, DefaultEdge> graph() {
        return graph;
    }

    /** All nodes, each after what it needs, else in the order of the document; empty if there is a cycle. */
    Optional<List<Integer>> order() {
        try {
            List<Integer> order = new ArrayList<>(nodes.size());
            new TopologicalOrderIterator<>(graph, Integer::compare).forEachRemaining(order::add);
            return Optional.of(order);
        } catch (NotDirectedAcyclicGraphException e) {
            return Optional.empty();
        }
    }

    private void connect(NodeSpec node, String pointer, PlanFindings findings) {
        List<Integer> found = new ArrayList<>();
        for (int index = 0; index < node.needs().size(); index++) {
            String need = node.needs().get(index);
            Integer number = numbers.get(need);
            if (number == null) {
                unknown(node.id(), need, pointer + "/" + index, findings);
            } else if (need.equals(node.id())) {
                findings.atValue(
                        "SELF_NEED",
                        pointer + "/" + index,
                        "node '" + need + "' waits for itself",
                        "take it out of needs");
            } else {
                found.add(number);
                graph.addEdge(number, numbers.get(node.id()));
            }
        }
        needs.add(List.copyOf(found));
    }

    private void unknown(String node, String need, String pointer, PlanFindings findings) {
        if (!findings.full()) {
            findings.atValue(
                    "UNKNOWN_NODE",
                    pointer,
                    "node '" + node + "' waits for '" + Words.shown(need) + "', which does not exist",
                    Suggestion.orElse(need, ids(), "name a node of this workflow"));
        }
    }
}
