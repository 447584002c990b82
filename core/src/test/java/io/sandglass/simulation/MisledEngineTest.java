package io.sandglass.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.EngineConfig;
import io.sandglass.engine.EngineLimits;
import io.sandglass.fair.Tenancy;
import io.sandglass.fair.Tenant;
import io.sandglass.history.HistoryChecker;
import io.sandglass.plan.CompiledWorkflow;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.plan.WorkflowCompiler;
import io.sandglass.spec.ConcurrencySpec;
import io.sandglass.spec.Queueing;
import io.sandglass.spec.WorkflowSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Tells the engine other limits, weights and priorities than the world thinks, and sees it found out. */
class MisledEngineTest {
    private static final int SEEDS = 1_000;

    @Test
    void findsOneThatLetsOneAttemptTooManyIn() throws Exception {
        assertFound(
                "i attempts wait for room",
                limits(limits -> limits.maxConcurrentNodes(limits.maxConcurrentNodes() + 1)));
    }

    @Test
    void findsOneThatPassesTheLimitsOfTenants() throws Exception {
        assertFound(
                "i attempts wait for room",
                tenants(tenant -> tenant.maxConcurrentNodes(
                        (int) Math.min(Integer.MAX_VALUE, tenant.maxConcurrentNodes() + 1L))));
    }

    @Test
    void findsOneThatPassesTheLimitsOfPools() throws Exception {
        assertFound("i attempts wait for room", limits(limits -> {
            Map<String, Integer> pools = new LinkedHashMap<>(limits.tenancy().pools());
            pools.replaceAll((name, size) -> size + 1);
            return limits.tenancy(new Tenancy(limits.tenancy().tenants(), pools));
        }));
    }

    @Test
    void findsOneThatPassesTheLimitsOfOpenRuns() throws Exception {
        assertFound("p open runs are limited", tenants(tenant -> tenant.maxOpenRuns(tenant.maxOpenRuns() + 1)));
    }

    @Test
    void findsOneThatPassesTheLimitsOfKeys() throws Exception {
        assertFound(
                "h runs wait for their turn",
                queueing(queueing ->
                        new Queueing(queueing.priority(), queueing.concurrency().map(MisledEngineTest::oneMore))));
    }

    @Test
    void findsOneThatLosesAPlace() throws Exception {
        assertFound(
                "o places do not stay empty",
                limits(limits -> limits.maxConcurrentNodes(Math.max(1, limits.maxConcurrentNodes() - 1))));
    }

    @Test
    void findsOneThatTurnsPrioritiesRound() throws Exception {
        UnaryOperator<EngineConfig> turned =
                queueing(queueing -> new Queueing(Queueing.HIGHEST - queueing.priority(), queueing.concurrency()));

        assertFound("l the most urgent goes first", turned);
        assertFound("m the most urgent run is admitted first", turned);
    }

    @Test
    void findsOneThatFavoursATenant() throws Exception {
        assertFound(
                "n tenants take turns",
                tenants(tenant -> tenant.weight(tenant.name().equals("north") ? 100 : 1)));
    }

    private static ConcurrencySpec oneMore(ConcurrencySpec rule) {
        return new ConcurrencySpec(
                rule.key(), rule.limit() + 1, rule.onLimit(), rule.maxQueued(), rule.queueTimeout(), rule.scope());
    }

    private static UnaryOperator<EngineConfig> limits(UnaryOperator<EngineLimits> change) {
        return config -> config.limits(change.apply(config.limits()));
    }

    private static UnaryOperator<EngineConfig> tenants(UnaryOperator<Tenant> change) {
        return limits(limits -> {
            Tenancy tenancy = limits.tenancy();
            List<Tenant> changed = tenancy.tenants().stream().map(change).toList();
            return limits.tenancy(new Tenancy(changed, tenancy.pools()));
        });
    }

    private static UnaryOperator<EngineConfig> queueing(UnaryOperator<Queueing> change) {
        return config -> new EngineConfig(
                config.specs(),
                config.runs(),
                changed(config.compiler(), change),
                config.typesGeneration(),
                config.inputs(),
                config.platform(),
                config.grants(),
                config.secrets(),
                config.limits());
    }

    private static WorkflowCompiler changed(WorkflowCompiler compiler, UnaryOperator<Queueing> change) {
        return new WorkflowCompiler() {
            @Override
            public CompiledWorkflow compile(String body) {
                CompiledWorkflow workflow = compiler.compile(body);
                WorkflowSpec spec = workflow.plan().spec();
                WorkflowSpec changed = new WorkflowSpec(
                        spec.namespace(),
                        spec.id(),
                        spec.description(),
                        spec.labels(),
                        spec.inputs(),
                        spec.triggers(),
                        spec.failurePolicy(),
                        spec.pace(),
                        change.apply(spec.queueing()),
                        spec.budget(),
                        spec.retention(),
                        spec.nodes(),
                        spec.outputs());
                return new CompiledWorkflow(
                        new ExecutionPlan(changed, workflow.plan().nodes()), workflow.migration());
            }

            @Override
            public CompiledWorkflow compile(String body, Map<String, String> digests) {
                return compile(body);
            }
        };
    }

    /** Within a thousand seeds. */
    private static void assertFound(String rule, UnaryOperator<EngineConfig> misleading) throws Exception {
        Optional<String> found = Optional.empty();
        for (long seed = 1; seed <= SEEDS && found.isEmpty(); seed++) {
            World world = World.tampered(seed, misleading);
            world.run();
            found = HistoryChecker.check(world.history()).stream()
                    .filter(violation -> violation.rule().equals(rule))
                    .map(violation -> violation.toString())
                    .findFirst();
        }
        assertThat(found).as("a violation of the rule: " + rule).isPresent();
    }
}
