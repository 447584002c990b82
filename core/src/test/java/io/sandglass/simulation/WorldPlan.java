package io.sandglass.simulation;

import io.sandglass.engine.EngineLimits;
import io.sandglass.engine.TestNode;
import io.sandglass.history.Declared;
import io.sandglass.spec.TriggerSpec;
import io.sandglass.spec.TriggerSpec.CatchUp;
import io.sandglass.spec.TriggerSpec.Overlap;
import io.sandglass.spec.TriggerSpec.TriggerOptions;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.JournalLimits;
import io.sandglass.store.TriggerRow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a world is furnished with. */
final class WorldPlan {
    private WorldPlan() {}

    static List<SimulatedWorkflow> workflows(World world) {
        return IntStream.range(0, world.chance().between(1, 5))
                .mapToObj(i -> SimulatedWorkflow.drawn("w" + i, world))
                .toList();
    }

    static Map<WorkflowKey, Map<String, TriggerSpec>> triggers(World world, List<WorkflowKey> workflows) {
        Map<WorkflowKey, Map<String, TriggerSpec>> triggers = new LinkedHashMap<>();
        for (WorkflowKey workflow : workflows) {
            if (world.chance().happens(0.4)) {
                triggers.put(workflow, Map.of("t", interval(world.chance())));
            }
        }
        return triggers;
    }

    /** A full journal blocks its caller, which the one thread of a simulation must not. */
    static EngineLimits limits(Chance chance) {
        return EngineLimits.DEFAULT
                .maxOpenRuns(chance.pick(List.of(30, 1_000, 10_000)))
                .maxConcurrentNodes(chance.pick(List.of(1, 4, 64, 64)))
                .journal(new JournalLimits(10_000_000, chance.pick(List.of(1, 10, 1_000)), 50_000));
    }

    static List<Declared.Trigger> declared(List<TriggerRow> rows, Map<WorkflowKey, Map<String, TriggerSpec>> specs) {
        return rows.stream()
                .map(row -> {
                    long first = row.firstDeployedAt().toEpochMilli();
                    TriggerSpec spec =
                            specs.get(row.key().workflow()).get(row.key().name());
                    long every = ((TriggerSpec.Interval) spec).every().toMillis();
                    return new Declared.Trigger(
                            row.key().toString(), row.key().workflow().id(), first, every, first);
                })
                .toList();
    }

    private static TriggerSpec interval(Chance chance) {
        TriggerOptions options = new TriggerOptions(
                TestNode.template(Map.of()),
                true,
                chance.pick(List.of(Overlap.values())),
                chance.pick(List.of(CatchUp.values())),
                Duration.ofHours(1),
                10,
                Duration.ofSeconds(5),
                chance.happens(0.3) ? chance.between(Duration.ofMillis(1), Duration.ofSeconds(10)) : Duration.ZERO,
                Optional.empty(),
                Optional.empty());
        return new TriggerSpec.Interval("t", chance.between(Duration.ofSeconds(20), Duration.ofMinutes(15)), options);
    }
}
