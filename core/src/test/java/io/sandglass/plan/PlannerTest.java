package io.sandglass.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.expression.Expressions;
import io.sandglass.expression.Template;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Permissions;
import io.sandglass.spec.BudgetSpec;
import io.sandglass.spec.Delivery;
import io.sandglass.spec.FailurePolicy;
import io.sandglass.spec.LimitsSpec;
import io.sandglass.spec.NodeSpec;
import io.sandglass.spec.Pace;
import io.sandglass.spec.Queueing;
import io.sandglass.spec.RetentionSpec;
import io.sandglass.spec.RetrySpec;
import io.sandglass.spec.TypeRef;
import io.sandglass.spec.WorkflowSpec;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PlannerTest {
    private static final Expressions EXPRESSIONS = new Expressions();

    private final Planner planner = new Planner(new KnownTypes(), Compilers.CAP);
    private final Map<String, NodeSpec> nodes = new LinkedHashMap<>();

    @Test
    void keepsTheOrderOfTheDocumentWhereNeedsAllow() {
        node("d", "b");
        node("c");
        node("b", "a");
        node("a");
        node("e");

        ExecutionPlan plan = planner.plan(spec());

        assertThat(plan.nodes()).extracting(PlannedNode::id).containsExactly("c", "a", "b", "d", "e");
        assertThat(plan.nodes()).extracting(PlannedNode::index).containsExactly(0, 1, 2, 3, 4);
        assertThat(plan.nodes()).extracting(PlannedNode::level).containsExactly(0, 0, 1, 2, 0);
    }

    @Test
    @Timeout(30)
    void plansAChainOfAHundredThousandNodes() {
        node("n0");
        for (int i = 1; i < Planner.MAX_NODES; i++) {
            node("n" + i, "n" + (i - 1));
        }

        ExecutionPlan plan = planner.plan(spec());

        assertThat(plan.nodes()).hasSize(Planner.MAX_NODES);
        assertThat(plan.nodes().get(Planner.MAX_NODES - 1).level()).isEqualTo(Planner.MAX_NODES - 1);
    }

    @Test
    @Timeout(30)
    void findsACycleOfAHundredThousandNodes() {
        for (int i = 0; i < Planner.MAX_NODES; i++) {
            node("n" + i, "n" + (i + 1) % Planner.MAX_NODES);
        }

        assertThatThrownBy(() -> planner.plan(spec()))
                .isInstanceOf(InvalidSpec.class)
                .hasMessageContaining("CYCLE: these nodes wait for each other: n0 -> n1 -> ")
                .hasMessageContaining("99988 more");
    }

    @Test
    void refusesMoreNodesThanAHundredThousand() {
        for (int i = 0; i <= Planner.MAX_NODES; i++) {
            node("n" + i);
        }

        assertThatThrownBy(() -> planner.plan(spec()))
                .isInstanceOf(InvalidSpec.class)
                .hasMessageContaining("100001 nodes");
    }

    @Test
    void reportsOneCycleOfEachKnot() {
        node("a", "b");
        node("b", "a");
        node("c", "d");
        node("d", "e");
        node("e", "c", "d");
        node("f", "a");

        assertThatThrownBy(() -> planner.plan(spec()))
                .isInstanceOfSatisfying(
                        InvalidSpec.class,
                        e -> assertThat(e.problems())
                                .extracting(problem -> problem.reason().replaceAll(".*: ", ""))
                                .containsExactlyInAnyOrder("a -> b -> a", "c -> d -> e -> c"));
    }

    @Test
    @Timeout(30)
    void judgesFarReferencesInLargeGraphs() {
        node("n0");
        for (int i = 1; i < 20_000; i++) {
            reader("n" + i, "n" + i / 2 * 9 / 10, "n" + (i - 1));
        }

        assertThat(planner.plan(spec()).nodes()).hasSize(20_000);
    }

    @Test
    void agreesWithASearchOnWhoComesBeforeWhom() {
        Random random = new Random(42);
        for (int round = 0; round < 50; round++) {
            nodes.clear();
            int size = 2 + random.nextInt(150);
            Map<String, Set<String>> before = new LinkedHashMap<>();
            int wrong = 0;
            for (int i = 0; i < size; i++) {
                Set<String> all = new HashSet<>();
                String[] needs = random.ints(i == 0 ? 0 : random.nextInt(3), 0, Math.max(1, i))
                        .distinct()
                        .mapToObj(need -> "n" + need)
                        .toArray(String[]::new);
                List.of(needs).forEach(need -> {
                    all.add(need);
                    all.addAll(before.get(need));
                });
                before.put("n" + i, all);
                String read = "n" + random.nextInt(size);
                wrong += all.contains(read) ? 0 : 1;
                reader("n" + i, read, needs);
            }

            int expected = Math.min(wrong, 101);
            assertThatThrownBy(() -> planner.plan(spec()))
                    .isInstanceOfSatisfying(
                            InvalidSpec.class, e -> assertThat(e.problems()).hasSize(expected));
        }
    }

    private void node(String id, String... needs) {
        add(id, Payload.EMPTY, needs);
    }

    @Test
    void letsNoOutputBeLargerThanCanBeRecordedWhateverTheLimitsSay() {
        Limits all = Compilers.CAP;
        LimitsSpec generous = new LimitsSpec(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(all.inputBytes()),
                Optional.of(all.outputBytes()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        add("a", Payload.EMPTY);
        nodes.compute("a", (id, plain) -> withLimits(plain, generous));

        Limits limits = planner.plan(spec()).nodes().get(0).limits();

        assertThat(limits.outputBytes()).isEqualTo(32 * 1024 * 1024);
        assertThat(limits.inputBytes()).isEqualTo(all.inputBytes());
    }

    private static NodeSpec withLimits(NodeSpec plain, LimitsSpec limits) {
        return new NodeSpec(
                plain.id(),
                plain.type(),
                plain.needs(),
                plain.with(),
                plain.when(),
                plain.pool(),
                plain.timeout(),
                plain.retry(),
                false,
                plain.delivery(),
                limits,
                plain.permissions());
    }

    @Test
    void findsPoolsThatNobodyHasGivenASize() {
        add("a", Payload.EMPTY);
        NodeSpec plain = nodes.get("a");
        nodes.put(
                "a",
                new NodeSpec(
                        plain.id(),
                        plain.type(),
                        plain.needs(),
                        plain.with(),
                        plain.when(),
                        Optional.of("gpuu"),
                        plain.timeout(),
                        plain.retry(),
                        false,
                        plain.delivery(),
                        plain.limits(),
                        plain.permissions()));

        assertThat(planner.plan(spec()).nodes()).hasSize(1);
        assertThatThrownBy(() -> planner.pools(Set.of("gpu")).plan(spec()))
                .isInstanceOf(InvalidSpec.class)
                .hasMessageContainingAll("there is no pool 'gpuu'", "did you mean 'gpu'?");
    }

    private void reader(String id, String read, String... needs) {
        add(id, Payload.of(Map.of("x", "{{ nodes." + read + ".output }}")), needs);
    }

    private void add(String id, Payload with, String... needs) {
        Template template = EXPRESSIONS.template(with);
        nodes.put(
                id,
                new NodeSpec(
                        id,
                        TypeRef.named("echo"),
                        List.of(needs),
                        template,
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofMinutes(1),
                        RetrySpec.DEFAULT,
                        false,
                        Delivery.AT_LEAST_ONCE,
                        LimitsSpec.NONE,
                        Permissions.NONE));
    }

    private WorkflowSpec spec() {
        return new WorkflowSpec(
                "default",
                "w",
                "",
                Map.of(),
                Map.of(),
                Map.of(),
                FailurePolicy.HALT,
                Pace.STRICT,
                Queueing.DEFAULT,
                BudgetSpec.NONE,
                RetentionSpec.NONE,
                nodes,
                Map.of());
    }
}
