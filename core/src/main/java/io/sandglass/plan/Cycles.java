package io.sandglass.plan;

import io.sandglass.spec.ReadResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;

/** Finds one cycle in each knot of nodes that wait for each other. */
final class Cycles {
    private static final int MOST_SHOWN = 12;

    private final NeedsGraph graph;

    Cycles(NeedsGraph graph) {
        this.graph = graph;
    }

    void find(ReadResult read, PlanFindings findings) {
        for (Set<Integer> knot : new KosarajuStrongConnectivityInspector<>(graph.graph()).stronglyConnectedSets()) {
            if (knot.size() > 1) {
                List<Integer> cycle = cycle(knot);
                String first = id(cycle.get(0));
                findings.atKey(
                        "CYCLE",
                        read.pointer(first) + "/needs",
                        "these nodes wait for each other: " + path(cycle),
                        "take one of them out of the needs of the one before it");
            }
        }
    }

    /** Follows needs inside the knot until a node comes again; begins with the first node of the document. */
    private List<Integer> cycle(Set<Integer> knot) {
        List<Integer> walk = new ArrayList<>();
        Map<Integer, Integer> visited = new HashMap<>();
        Integer node = Collections.min(knot);
        while (!visited.containsKey(node)) {
            visited.put(node, walk.size());
            walk.add(node);
            node = graph.needs(node).stream().filter(knot::contains).findFirst().orElseThrow();
        }
        List<Integer> cycle = new ArrayList<>(walk.subList(visited.getOrDefault(node, 0), walk.size()));
        Collections.rotate(cycle, -cycle.indexOf(Collections.min(cycle)));
        return cycle;
    }

    /** {@code a -> b -> a}, where an arrow means "waits for". */
    private String path(List<Integer> cycle) {
        StringBuilder path = new StringBuilder();
        for (int at = 0; at < cycle.size(); at++) {
            if (at == MOST_SHOWN && cycle.size() > MOST_SHOWN + 1) {
                path.append("... ").append(cycle.size() - at).append(" more ... -> ");
                break;
            }
            path.append(id(cycle.get(at))).append(" -> ");
        }
        return path.append(id(cycle.get(0))).toString();
    }

    private String id(int number) {
        return graph.nodes().get(number).id();
    }
}
