package io.sandglass.app.torture;

import io.sandglass.app.torture.Fact.Kind;
import io.sandglass.app.torture.History.NodeRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that is known at one moment: what was seen from outside, in its order, and what the history says.
 *
 * @param shapes by workflow
 */
record Evidence(List<Fact> facts, History history, Map<String, Shape> shapes) {
    /** Names a node of a run. */
    record Place(String run, String node) {}

    /** Facts of these kinds, by the node they are about. */
    Map<Place, List<Fact>> byNode(Kind... kinds) {
        Set<Kind> wanted = Set.of(kinds);
        return facts.stream()
                .filter(fact -> wanted.contains(fact.kind()))
                .collect(Collectors.groupingBy(fact -> new Place(fact.run(), fact.node())));
    }

    List<Fact> of(Kind kind) {
        return facts.stream().filter(fact -> fact.is(kind)).toList();
    }

    Map<Place, NodeRun> nodes() {
        return history.nodes().stream().collect(Collectors.toMap(row -> new Place(row.run(), row.node()), row -> row));
    }

    /** Empty if the history does not have the run; that is said elsewhere. */
    Optional<Shape> shape(String run) {
        return Optional.ofNullable(history.runs().get(run)).map(row -> shapes.get(row.workflow()));
    }
}
