package io.sandglass.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Where the nodes of a graph, by their numbers there, come to stand in a plan. Immutable once made. */
final class NodeLayout {
    private final int[] index;
    private final int[] level;
    private final List<List<Integer>> dependents;

    private NodeLayout(int nodes) {
        this.index = new int[nodes];
        this.level = new int[nodes];
        this.dependents = new ArrayList<>(nodes);
    }

    /** @param order of the numbers: each after those it needs */
    static NodeLayout of(NeedsGraph graph, List<Integer> order) {
        NodeLayout layout = new NodeLayout(order.size());
        order.forEach(number -> layout.place(number, graph.needs(number)));
        return layout;
    }

    private void place(int number, Collection<Integer> needs) {
        int at = dependents.size();
        index[number] = at;
        dependents.add(new ArrayList<>());
        for (int need : needs) {
            level[number] = Math.max(level[number], level[need] + 1);
            dependents.get(index[need]).add(at);
        }
    }

    /** The longest way to a node from one that needs none. */
    int level(int number) {
        return level[number];
    }

    /** Where these nodes stand. */
    List<Integer> places(Collection<Integer> numbers) {
        return numbers.stream().map(number -> index[number]).toList();
    }

    /** Where the nodes stand that need the one that stands there. */
    List<Integer> dependents(int place) {
        return dependents.get(place);
    }
}
