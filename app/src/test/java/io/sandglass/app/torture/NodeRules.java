package io.sandglass.app.torture;

import io.sandglass.app.torture.Evidence.Place;
import io.sandglass.app.torture.Fact.Kind;
import io.sandglass.app.torture.History.Attempt;
import io.sandglass.app.torture.History.NodeRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must hold of nodes, judged by their side effects. */
final class NodeRules {
    private final Evidence evidence;
    private final Map<Place, List<Fact>> starts;
    private final Map<Place, List<Fact>> ends;
    private final List<Violation> found = new ArrayList<>();

    private NodeRules(Evidence evidence) {
        this.evidence = evidence;
        this.starts = evidence.byNode(Kind.START);
        this.ends = evidence.byNode(Kind.END);
    }

    static List<Violation> check(Evidence evidence) {
        NodeRules rules = new NodeRules(evidence);
        rules.stayCompleted();
        rules.areNotRunAgain();
        rules.succeedOnce();
        rules.completeOnlyWithTheirEffect();
        rules.startNoMoreThanTheyMust();
        rules.keepTheirKey();
        rules.startInOrder();
        return rules.found;
    }

    private void stayCompleted() {
        Map<Place, NodeRun> rows = evidence.nodes();
        for (Fact fact : evidence.of(Kind.SUCCEEDED)) {
            NodeRun row = rows.get(new Place(fact.run(), fact.node()));
            boolean kept = row != null && row.state().equals("SUCCEEDED");
            if (!kept && evidence.history().runs().containsKey(fact.run())) {
                add(Violation.Kind.LOST, "the completion " + fact + " was acknowledged, but there is " + row);
            }
        }
    }

    private void areNotRunAgain() {
        for (Fact done : evidence.of(Kind.SUCCEEDED)) {
            starts.getOrDefault(new Place(done.run(), done.node()), List.of()).stream()
                    .filter(start ->
                            start.life() > done.life() || start.life() == done.life() && start.number() > done.number())
                    .forEach(start -> add(Violation.Kind.RERUN, start + " after " + done));
        }
    }

    private void succeedOnce() {
        Map<Place, List<Attempt>> attempts = evidence.history().attempts().stream()
                .collect(Collectors.groupingBy(row -> new Place(row.run(), row.node())));
        attempts.forEach((place, all) -> {
            Optional<Attempt> success =
                    all.stream().filter(row -> row.state().equals("SUCCEEDED")).findFirst();
            success.filter(first -> all.stream().anyMatch(row -> row.attempt() > first.attempt()))
                    .ifPresent(first -> add(Violation.Kind.RERUN, "attempts after the one that succeeded: " + all));
        });
    }

    private void completeOnlyWithTheirEffect() {
        evidence.nodes().forEach((place, row) -> {
            boolean effect = evidence.shape(place.run())
                    .filter(shape -> shape.node(place.node()).effect())
                    .isPresent();
            if (effect && row.state().equals("SUCCEEDED") && !ends.containsKey(place)) {
                add(Violation.Kind.OTHER, row + " never had its side effect");
            }
        });
    }

    /** A further start is due to a crash since the first one, or to a retry, declared or asked for; each life ends in a crash. */
    private void startNoMoreThanTheyMust() {
        Requests requests = Requests.in(evidence);
        starts.forEach((place, all) -> evidence.shape(place.run()).ifPresent(shape -> {
            int crashes = all.get(all.size() - 1).life() - all.get(0).life();
            long tries = 1 + requests.count(place.run(), "retry");
            if (all.size() > crashes + tries * shape.node(place.node()).attempts()) {
                add(Violation.Kind.RERUN, all.size() + " starts with " + crashes + " crashes between: " + all);
            }
        }));
    }

    private void keepTheirKey() {
        Map<String, Place> owners = new HashMap<>();
        starts.forEach((place, all) -> {
            Set<String> keys = all.stream().map(Fact::key).collect(Collectors.toSet());
            if (keys.size() > 1) {
                add(Violation.Kind.OTHER, "the idempotency key changed: " + all);
            }
            keys.forEach(key -> {
                Place other = owners.putIfAbsent(key, place);
                if (other != null) {
                    add(Violation.Kind.OTHER, "one idempotency key for " + place + " and " + other);
                }
            });
        });
    }

    private void startInOrder() {
        starts.forEach((place, all) -> evidence.shape(place.run()).ifPresent(shape -> {
            long first = all.get(0).number();
            before(shape, place.node())
                    .filter(needed -> ends.getOrDefault(new Place(place.run(), needed), List.of()).stream()
                            .noneMatch(end -> end.number() < first))
                    .forEach(needed -> add(Violation.Kind.OTHER, all.get(0) + " before the end of " + needed));
        }));
    }

    /** The nearest nodes with side effects on which this one waits. */
    private static Stream<String> before(Shape shape, String node) {
        return shape.node(node).needs().stream()
                .flatMap(needed -> shape.node(needed).effect() ? Stream.of(needed) : before(shape, needed));
    }

    private void add(Violation.Kind kind, String text) {
        found.add(new Violation(kind, text));
    }
}
