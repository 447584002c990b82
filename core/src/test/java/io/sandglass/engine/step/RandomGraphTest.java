package io.sandglass.engine.step;

import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.failing;
import static io.sandglass.engine.fixture.TestNode.when;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static io.sandglass.run.NodeStatus.CANCELLED;
import static io.sandglass.run.NodeStatus.FAILED;
import static io.sandglass.run.NodeStatus.SKIPPED;
import static io.sandglass.run.NodeStatus.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.FailurePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Random graphs against a simple model of what should become of each node. */
class RandomGraphTest {
    private static final int GRAPHS = 300;

    private enum Fate {
        SUCCEEDS,
        FAILS,
        RULED_OUT
    }

    private record Node(String id, Fate fate, List<String> needs) {}

    @Test
    void endsAsTheModelSaysUnderContinuePossible() {
        for (long seed = 0; seed < GRAPHS; seed++) {
            List<Node> graph = graph(seed);

            EndedRun run = run(graph, FailurePolicy.CONTINUE_POSSIBLE, seed);

            assertThat(run.statuses()).as("seed %s", seed).isEqualTo(model(graph, Set.of(FAILED, SKIPPED)));
        }
    }

    @Test
    void endsAsTheModelSaysUnderAlways() {
        for (long seed = 0; seed < GRAPHS; seed++) {
            List<Node> graph = graph(seed);

            EndedRun run = run(graph, FailurePolicy.ALWAYS, seed);

            assertThat(run.statuses()).as("seed %s", seed).isEqualTo(model(graph, Set.of(SKIPPED)));
        }
    }

    @Test
    void haltsAtTheFirstFailure() {
        for (long seed = 0; seed < GRAPHS; seed++) {
            List<Node> graph = graph(seed);

            EndedRun run = run(graph, FailurePolicy.HALT, seed);

            checkHalt(graph, run, "seed " + seed);
        }
    }

    /** Which nodes got that far depends on the order; that nothing runs downstream and only one fails does not. */
    private static void checkHalt(List<Node> graph, EndedRun run, String seed) {
        Map<String, NodeStatus> statuses = run.statuses();
        Map<String, NodeStatus> unhalted = model(graph, Set.of(FAILED, SKIPPED));
        long failed = statuses.values().stream().filter(FAILED::equals).count();
        boolean canFail = unhalted.containsValue(FAILED);

        assertThat(failed).as(seed).isEqualTo(canFail ? 1 : 0);
        assertThat(run.state().status()).as(seed).isEqualTo(canFail ? RunStatus.FAILED : RunStatus.SUCCEEDED);
        for (Node node : graph) {
            Set<NodeStatus> needs = node.needs().stream().map(statuses::get).collect(Collectors.toSet());
            NodeStatus status = statuses.get(node.id());
            if (needs.contains(FAILED)) {
                assertThat(status).as(seed + " " + node).isEqualTo(SKIPPED);
            }
            if (status == SUCCEEDED || status == FAILED) {
                assertThat(needs).as(seed + " " + node).isSubsetOf(SUCCEEDED);
            }
            assertThat(status).as(seed + " " + node).isIn(unhalted.get(node.id()), CANCELLED, SKIPPED);
        }
    }

    private static Map<String, NodeStatus> model(List<Node> graph, Set<NodeStatus> ruledOutBy) {
        Map<String, NodeStatus> statuses = new TreeMap<>();
        for (Node node : graph) {
            boolean skipped = node.fate() == Fate.RULED_OUT
                    || node.needs().stream().anyMatch(need -> ruledOutBy.contains(statuses.get(need)));
            statuses.put(node.id(), skipped ? SKIPPED : node.fate() == Fate.FAILS ? FAILED : SUCCEEDED);
        }
        return statuses;
    }

    private static EndedRun run(List<Node> graph, FailurePolicy policy, long seed) {
        TestWorkflow workflow = workflow("w").policy(policy);
        for (Node node : graph) {
            workflow.node(
                    node.id(),
                    node.fate() == Fate.FAILS ? failing() : echo(),
                    after(node.needs().toArray(String[]::new)),
                    when(scope -> node.fate() != Fate.RULED_OUT));
        }
        return new SimulatedEngine(seed).runToEnd(workflow);
    }

    private static List<Node> graph(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int size = 1 + random.nextInt(30);
        double density = random.nextDouble() * 0.4;
        List<Node> graph = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<String> needs = graph.stream()
                    .map(Node::id)
                    .filter(id -> random.nextDouble() < density)
                    .toList();
            double draw = random.nextDouble();
            Fate fate = draw < 0.8 ? Fate.SUCCEEDS : draw < 0.92 ? Fate.FAILS : Fate.RULED_OUT;
            graph.add(new Node(String.format("n%02d", i), fate, needs));
        }
        return graph;
    }
}
