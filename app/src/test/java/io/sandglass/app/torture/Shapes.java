package io.sandglass.app.torture;

import io.sandglass.app.torture.Shape.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The workflows that a service is tortured with. */
final class Shapes {
    private final int port;

    /** @param port of the server that nodes tell of their side effects */
    Shapes(int port) {
        this.port = port;
    }

    /** Started by hand. */
    List<Shape> manual() {
        return List.of(chain("chain", 6, 5), wide("fan", 6, 10), stubborn(), patient(), chain("slow", 8, 80));
    }

    /** Started by triggers, from the given instant on; the names of the triggers are those of the workflows. */
    List<Shape> timed(Instant start) {
        String every = "triggers:\n  %s: { type: interval, every: PT1S, startAt: \"%s\", overlap: %s, catchup: %s }\n";
        return List.of(
                new Shape(
                        "beat",
                        every.formatted("beat", start, "allow", "{ policy: all, maxRuns: 100 }"),
                        List.of(effect("tick", 5, 0, List.of()))),
                new Shape(
                        "crowd",
                        every.formatted("crowd", start, "skip", "{ policy: none }"),
                        List.of(effect("tick", 700, 0, List.of()), effect("tock", 5, 0, List.of("tick")))));
    }

    /** One node before, so many beside each other, and one after. */
    Shape wide(String id, int width, int millis) {
        List<String> branches = IntStream.range(0, width).mapToObj(i -> "b" + i).toList();
        List<Node> nodes = new ArrayList<>(List.of(effect("root", 1, 0, List.of())));
        branches.forEach(branch -> nodes.add(effect(branch, millis, 0, List.of("root"))));
        nodes.add(effect("join", 1, 0, branches));
        return new Shape(id, "", nodes);
    }

    /** So many nodes that wait for nothing. */
    Shape crowd(String id, int size) {
        return new Shape(
                id,
                "",
                IntStream.range(0, size)
                        .mapToObj(i -> effect("n" + i, 0, 0, List.of()))
                        .toList());
    }

    static Map<String, Shape> byId(List<Shape> shapes) {
        return shapes.stream().collect(Collectors.toMap(Shape::id, Function.identity()));
    }

    /** So many nodes, each after the one before. */
    Shape chain(String id, int length, int millis) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            nodes.add(effect("n" + i, millis, 0, i == 0 ? List.of() : List.of("n" + (i - 1))));
        }
        return new Shape(id, "", nodes);
    }

    private Shape stubborn() {
        return new Shape(
                "stubborn", "", List.of(effect("first", 5, 1, List.of()), effect("then", 5, 0, List.of("first"))));
    }

    private Shape patient() {
        Node rest = new Node("rest", List.of("before"), false, 1, "type: wait, with: { for: PT0.4S }");
        return new Shape(
                "patient",
                "",
                List.of(effect("before", 5, 0, List.of()), rest, effect("after", 5, 0, List.of("rest"))));
    }

    private Node effect(String id, int millis, int failures, List<String> needs) {
        String with = "type: effect, with: { port: %d, millis: %d, failures: %d }".formatted(port, millis, failures);
        return new Node(id, needs, true, failures == 0 ? 1 : failures + 3, with);
    }
}
