package io.sandglass.run;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Which node of a run needs which, by number. Immutable. */
public final class RunGraph {
    private final List<String> ids;
    private final List<List<Integer>> needs;
    private final List<List<Integer>> dependents;
    private final Map<String, Integer> indexes;

    /**
     * @param ids node ids; a node's number is its place here
     * @param needs by number, the nodes it waits for
     * @param dependents by number, the nodes that wait for it
     */
    public RunGraph(List<String> ids, List<List<Integer>> needs, List<List<Integer>> dependents) {
        this.ids = List.copyOf(ids);
        this.needs = List.copyOf(needs);
        this.dependents = List.copyOf(dependents);
        this.indexes = new HashMap<>();
        IntStream.range(0, ids.size()).forEach(index -> indexes.put(ids.get(index), index));
    }

    public int size() {
        return ids.size();
    }

    public String id(int index) {
        return ids.get(index);
    }

    /** @throws IllegalArgumentException if the run has no such node */
    public int index(String id) {
        Integer index = indexes.get(id);
        if (index == null) {
            throw new IllegalArgumentException("the plan of this run has no node '" + id + "'");
        }
        return index;
    }

    /** Whether the run has such a node. */
    public boolean has(String id) {
        return indexes.containsKey(id);
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
