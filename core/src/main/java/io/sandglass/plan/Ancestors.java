package io.sandglass.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Answers whether nodes come before others, for many questions at once: sixty-four nodes are followed down the graph
 * in one pass, so memory stays in proportion to the graph, whatever is asked.
 */
final class Ancestors {
    private final NeedsGraph graph;
    private final List<Integer> order;

    Ancestors(NeedsGraph graph, List<Integer> order) {
        this.graph = graph;
        this.order = order;
    }

    /** Whether {@code ancestor} comes before {@code node}. */
    record Question(int ancestor, int node) {}

    /** Those questions whose answer is no. */
    List<Question> notAncestors(Set<Question> questions) {
        Map<Integer, List<Question>> open = questions.stream()
                .filter(question -> !graph.needs(question.node()).contains(question.ancestor()))
                .collect(Collectors.groupingBy(Question::ancestor));
        List<Map.Entry<Integer, List<Question>>> all = List.copyOf(open.entrySet());
        List<Question> no = new ArrayList<>();
        for (int from = 0; from < all.size(); from += Long.SIZE) {
            var batch = all.subList(from, Math.min(all.size(), from + Long.SIZE));
            long[] reached = follow(batch.stream().map(Map.Entry::getKey).toList());
            for (int i = 0; i < batch.size(); i++) {
                int bit = i;
                batch.get(bit).getValue().stream()
                        .filter(question -> (reached[question.node()] >> bit & 1) == 0)
                        .forEach(no::add);
            }
        }
        return no;
    }

    /** For each node, which of the batch come before it, a bit for each. */
    private long[] follow(List<Integer> batch) {
        long[] own = new long[order.size()];
        for (int bit = 0; bit < batch.size(); bit++) {
            own[batch.get(bit)] |= 1L << bit;
        }
        long[] reached = new long[order.size()];
        for (int node : order) {
            for (int need : graph.needs(node)) {
                reached[node] |= reached[need] | own[need];
            }
        }
        return reached;
    }
}
