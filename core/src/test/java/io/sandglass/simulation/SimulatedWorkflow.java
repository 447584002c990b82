package io.sandglass.simulation;

import static io.sandglass.engine.TestNode.after;
import static io.sandglass.engine.TestNode.retry;
import static io.sandglass.engine.TestNode.timeout;
import static io.sandglass.engine.TestNode.when;

import io.sandglass.engine.TestNode;
import io.sandglass.engine.TestWorkflow;
import io.sandglass.history.Declared;
import io.sandglass.history.Declared.AfterFailure;
import io.sandglass.spec.FailurePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A random workflow, as the engine gets it and as the checker knows it. */
record SimulatedWorkflow(TestWorkflow plan, Declared.Workflow declared) {
    static SimulatedWorkflow drawn(String id, World world) {
        Chance chance = world.chance();
        FailurePolicy policy = chance.pick(List.of(FailurePolicy.values()));
        TestWorkflow workflow = TestWorkflow.workflow(id).policy(policy);
        Map<String, Declared.Node> nodes = new LinkedHashMap<>();
        int size = chance.happens(0.05) ? chance.between(10, 40) : chance.between(1, 7);
        for (int i = 0; i < size; i++) {
            Declared.Node node = new Declared.Node("n" + i, needs(i, chance), attempts(chance));
            nodes.put(node.id(), node);
            workflow.node(node.id(), TestNode.running(new SimulatedNode(world)), options(node, chance));
        }
        return new SimulatedWorkflow(workflow, new Declared.Workflow(id, afterFailure(policy), nodes));
    }

    private static List<String> needs(int index, Chance chance) {
        TreeSet<String> needs = new TreeSet<>();
        for (int i = 0; index > 0 && i < chance.between(0, 3); i++) {
            needs.add("n" + chance.between(Math.max(0, index - 4), index - 1));
        }
        return List.copyOf(needs);
    }

    private static int attempts(Chance chance) {
        return chance.happens(0.5) ? 1 : chance.between(2, 4);
    }

    private static TestNode.Option[] options(Declared.Node node, Chance chance) {
        List<TestNode.Option> options = new ArrayList<>();
        options.add(after(node.needs().toArray(String[]::new)));
        options.add(retry(node.maxAttempts(), chance.between(Duration.ofMillis(10), Duration.ofMinutes(1))));
        options.add(timeout(chance.between(Duration.ofSeconds(10), Duration.ofMinutes(10))));
        if (chance.happens(0.05)) {
            options.add(when(scope -> false));
        }
        return options.toArray(TestNode.Option[]::new);
    }

    private static AfterFailure afterFailure(FailurePolicy policy) {
        return switch (policy) {
            case HALT -> AfterFailure.HALT;
            case CONTINUE_POSSIBLE -> AfterFailure.INDEPENDENT;
            case ALWAYS -> AfterFailure.ALL;
        };
    }
}
