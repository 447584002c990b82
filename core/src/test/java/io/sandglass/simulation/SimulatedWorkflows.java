package io.sandglass.simulation;

import io.sandglass.engine.fixture.TestCompiler;
import io.sandglass.expression.Expressions;
import io.sandglass.history.Declared;
import io.sandglass.plugin.Payload;
import io.sandglass.spec.TriggerSpec;
import io.sandglass.spec.TriggerSpec.CatchUp;
import io.sandglass.spec.TriggerSpec.Overlap;
import io.sandglass.spec.TriggerSpec.TriggerOptions;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.SpecStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The workflows of a world. */
record SimulatedWorkflows(List<SimulatedWorkflow> all) {
    static SimulatedWorkflows drawn(World world) {
        return new SimulatedWorkflows(IntStream.range(0, world.chance().between(1, 5))
                .mapToObj(i -> SimulatedWorkflow.drawn("w" + i, world))
                .toList());
    }

    /** The triggers that some of them have, by workflow and name. */
    Map<WorkflowKey, Map<String, TriggerSpec>> triggers(World world) {
        Map<WorkflowKey, Map<String, TriggerSpec>> triggers = new LinkedHashMap<>();
        for (SimulatedWorkflow workflow : all) {
            if (world.chance().happens(0.4)) {
                Payload inputs = workflow.inputs(world.chance());
                triggers.put(workflow.plan().key(), Map.of("t", interval(inputs, world.chance())));
            }
        }
        return triggers;
    }

    private static TriggerSpec interval(Payload inputs, Chance chance) {
        TriggerOptions options = new TriggerOptions(
                new Expressions().template(inputs),
                true,
                chance.pick(List.of(Overlap.values())),
                chance.pick(List.of(CatchUp.values())),
                Duration.ofHours(1),
                10,
                Duration.ofSeconds(5),
                chance.happens(0.3) ? chance.between(Duration.ofMillis(1), Duration.ofSeconds(10)) : Duration.ZERO,
                Optional.empty(),
                Optional.empty());
        return new TriggerSpec.Interval("t", chance.between(Duration.ofSeconds(40), Duration.ofMinutes(15)), options);
    }

    void deploy(TestCompiler compiler, SpecStore specs) {
        for (SimulatedWorkflow workflow : all) {
            String id = workflow.plan().id();
            compiler.put(id, workflow.plan().plan());
            specs.save(workflow.plan().key(), id, "simulation", Instant.EPOCH);
        }
    }

    List<Declared.Workflow> declared() {
        return all.stream().map(SimulatedWorkflow::declared).toList();
    }

    List<WorkflowKey> keys() {
        return all.stream().map(workflow -> workflow.plan().key()).toList();
    }

    /** For one more run of a workflow. */
    Payload inputs(WorkflowKey key, Chance chance) {
        return all.stream()
                .filter(workflow -> workflow.plan().key().equals(key))
                .findFirst()
                .map(workflow -> workflow.inputs(chance))
                .orElse(Payload.EMPTY);
    }

    /** Names of the nodes of a workflow. */
    List<String> nodes(String id) {
        return all.stream()
                .filter(workflow -> workflow.plan().id().equals(id))
                .flatMap(workflow ->
                        workflow.declared().nodes().keySet().stream().sorted())
                .toList();
    }
}
