package io.sandglass.simulation;

import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.pool;
import static io.sandglass.engine.fixture.TestNode.retry;
import static io.sandglass.engine.fixture.TestNode.timeout;
import static io.sandglass.engine.fixture.TestNode.when;

import io.sandglass.engine.fixture.TestNode;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.expression.Expressions;
import io.sandglass.history.Declared;
import io.sandglass.history.Declared.AfterFailure;
import io.sandglass.plugin.Payload;
import io.sandglass.simulation.Swarm.Fault;
import io.sandglass.spec.ConcurrencySpec;
import io.sandglass.spec.ConcurrencySpec.Scope;
import io.sandglass.spec.FailurePolicy;
import io.sandglass.spec.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/** A random workflow, as the engine gets it and as the checker knows it. */
record SimulatedWorkflow(TestWorkflow plan, Declared.Workflow declared, boolean keyed) {
    /** Of the runs of all workflows of a namespace that count together. */
    private static final int SHARED_LIMIT = 2;

    /** The input that tells apart which runs of a workflow count together. */
    private static final String KEY = "key";

    private static final List<String> KEYS = List.of("a", "b");

    static SimulatedWorkflow drawn(String id, World world) {
        Chance chance = world.chance();
        FailurePolicy policy = chance.pick(List.of(FailurePolicy.values()));
        TestWorkflow workflow = TestWorkflow.workflow(id).policy(policy);
        boolean keyed = world.has(Fault.CONCURRENCY_LIMITS) && chance.happens(0.3);
        Declared.Manners manners = manners(workflow, keyed, world);
        Map<String, Declared.Node> nodes = new LinkedHashMap<>();
        int size = chance.happens(0.05) ? chance.between(10, 40) : chance.between(1, 7);
        for (int i = 0; i < size; i++) {
            Declared.Node node = node(i, world);
            nodes.put(node.id(), node);
            workflow.node(node.id(), TestNode.running(new SimulatedNode(world)), options(node, chance));
        }
        return new SimulatedWorkflow(workflow, new Declared.Workflow(id, afterFailure(policy), nodes, manners), keyed);
    }

    /** What a run of it is given. */
    Payload inputs(Chance chance) {
        return keyed ? Payload.of(Map.of(KEY, chance.pick(KEYS))) : Payload.EMPTY;
    }

    /** The key of a run that was given this; empty if it has none. */
    static Optional<String> key(Payload inputs) {
        return Optional.ofNullable(inputs.object().get(KEY)).map(String::valueOf);
    }

    /** What it shares with others. */
    private static Declared.Manners manners(TestWorkflow workflow, boolean keyed, World world) {
        Chance chance = world.chance();
        boolean relaxed = world.has(Fault.RELAXED_PACE) && chance.happens(0.5);
        String tenant = world.has(Fault.TENANTS) ? chance.pick(WorldPlan.TENANTS) : WorldPlan.TENANTS.get(0);
        String namespace = tenant + (chance.happens(0.3) ? ".below" : "");
        int priority = chance.between(0, 9);
        workflow.pace(relaxed ? Pace.RELAXED : Pace.STRICT).namespace(namespace).priority(priority);
        boolean limited = keyed || world.has(Fault.CONCURRENCY_LIMITS) && chance.happens(0.6);
        if (!limited) {
            return new Declared.Manners(relaxed, "", 0, tenant, priority);
        }
        Scope scope = chance.happens(0.6) ? Scope.WORKFLOW : chance.pick(List.of(Scope.values()));
        int most = scope == Scope.WORKFLOW ? chance.between(1, 3) : SHARED_LIMIT;
        workflow.concurrency(limit(most, keyed, scope, chance));
        String group = switch (scope) {
            case WORKFLOW -> workflow.id();
            case NAMESPACE -> "namespace " + namespace;
            case TENANT -> "tenant " + tenant;
        };
        return new Declared.Manners(relaxed, group, most, tenant, priority);
    }

    private static ConcurrencySpec limit(int most, boolean keyed, Scope scope, Chance chance) {
        return new ConcurrencySpec(
                keyed
                        ? Optional.of(new Expressions().template(Payload.of("{{ inputs." + KEY + " }}")))
                        : Optional.empty(),
                most,
                chance.pick(List.of(ConcurrencySpec.OnLimit.values())),
                chance.happens(0.3) ? OptionalInt.of(chance.between(1, 5)) : OptionalInt.empty(),
                chance.happens(0.3)
                        ? Optional.of(chance.between(Duration.ofSeconds(10), Duration.ofMinutes(20)))
                        : Optional.empty(),
                scope);
    }

    private static Declared.Node node(int index, World world) {
        Chance chance = world.chance();
        long timeout =
                chance.between(Duration.ofSeconds(10), Duration.ofMinutes(10)).toMillis();
        String pool = world.has(Fault.TENANTS) && chance.happens(0.3) ? WorldPlan.POOL : "";
        return new Declared.Node("n" + index, needs(index, chance), attempts(chance), timeout, pool);
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
        options.add(timeout(Duration.ofMillis(node.timeout())));
        if (!node.pool().isEmpty()) {
            options.add(pool(node.pool()));
        }
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
