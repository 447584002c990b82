package io.sandglass.run;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** Which node of a run needs which, by number. Immutable. */
public final class RunGraph {
    private final List<String> ids;
    private final List<List<Integer>> needs;
    private final List<List<Integer>> dependents;
    private final NodeNumbers numbers;

    /**
     * @param ids node ids; a node's number is its place here
     * @param needs by number, the nodes it waits for
     * @param dependents by number, the nodes that wait for it
     */
    public RunGraph(List<String> ids, List<List<Integer>> needs, List<List<Integer>> dependents) {
        this.ids = List.copyOf(ids);
        this.needs = List.copyOf(needs);
        this.dependents = List.copyOf(dependents);
        this.numbers = new NodeNumbers(this.ids);
    }

    public int size() {
        return ids.size();
    }

    public String id(int index) {
        return ids.get(index);
    }

    /** @throws IllegalArgumentException if the run has no such node */
    public int index(String id) {
        int index = numbers.of(id);
        if (index == NodeNumbers.NONE) {
            throw new IllegalArgumentException("the plan of this run has no node '" + id + "'");
        }
        return index;
    }

    /** Whether the run has such a node. */
    public boolean has(String id) {
        return numbers.of(id) != NodeNumbers.NONE;
    }

    /** All node ids in their order. */
    public List<String> ids() {
        return ids;
    }

    /** These nodes and all that come after any of them. */
    public BitSet downstream(BitSet from) {
        BitSet all = (BitSet) from.clone();
        Deque<Integer> open = new ArrayDeque<>();
        from.stream().forEach(open::add);
        while (!open.isEmpty()) {
            for (int dependent : dependents.get(open.remove())) {
                if (!all.get(dependent)) {
                    all.set(dependent);
                    open.add(dependent);
                }
            }
        }
        return all;
    }

    public List<Integer> needs(int index) {
        return needs.get(index);
    }

    public List<Integer> dependents(int index) {
        return dependents.get(index);
    }
}
