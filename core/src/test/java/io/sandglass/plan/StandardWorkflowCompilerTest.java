package io.sandglass.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.Limits;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Permissions;
import io.sandglass.spec.FailurePolicy;
import io.sandglass.spec.InputSpec.Type;
import io.sandglass.spec.NodeSpec;
import io.sandglass.spec.RetrySpec;
import io.sandglass.spec.TriggerSpec;
import io.sandglass.spec.TriggerSpec.CatchUp;
import io.sandglass.spec.TriggerSpec.Cron;
import io.sandglass.spec.TriggerSpec.DstGap;
import io.sandglass.spec.TriggerSpec.DstOverlap;
import io.sandglass.spec.TriggerSpec.Overlap;
import io.sandglass.spec.WorkflowSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StandardWorkflowCompilerTest {
    private final WorkflowCompiler compiler = Compilers.compiler();

    @Test
    void readsEveryKey() {
        WorkflowSpec spec = compile("good/full.yaml").spec();

        assertThat(spec.key()).hasToString("shop.orders/nightly-settlement");
        assertThat(spec.labels()).isEqualTo(Map.of("team", "payments"));
        assertThat(spec.failurePolicy()).isEqualTo(FailurePolicy.HALT);
        assertThat(spec.inputs().keySet()).containsExactly("day", "regions", "dryRun", "note");
        assertThat(spec.inputs().get("regions").items()).contains(Type.STRING);
        assertThat(spec.inputs().get("dryRun").required()).isTrue();
        assertThat(spec.inputs().get("note").required()).isFalse();
        assertThat(spec.outputs().get("total").nodes()).containsExactly("score");
        assertThat(spec.outputs().get("note").source().value()).isEqualTo("{{ inputs.note }}");
    }

    @Test
    void readsNodes() {
        NodeSpec score = compile("good/full.yaml").spec().nodes().get("score");

        assertThat(score.type().toString()).isEqualTo("risk-score@^2.1");
        assertThat(score.type().kind()).contains("wasm");
        assertThat(score.needs()).containsExactly("fetch");
        assertThat(score.when().orElseThrow().source()).isEqualTo("$count(inputs.regions) > 0");
        assertThat(score.timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(score.limits().fuelUnits()).contains(200_000_000L);
        assertThat(score.limits().memoryBytes()).contains(32L << 20);
        assertThat(score.limits().wall()).contains(Duration.ofSeconds(3));
    }

    @Test
    void readsRetriesAndPermissions() {
        NodeSpec fetch = compile("good/full.yaml").spec().nodes().get("fetch");

        assertThat(fetch.retry())
                .isEqualTo(new RetrySpec(
                        5,
                        RetrySpec.Strategy.LIST,
                        Duration.ofSeconds(1),
                        1.5,
                        Duration.ofMinutes(1),
                        List.of(Duration.ofSeconds(1), Duration.ofSeconds(10)),
                        RetrySpec.Jitter.EQUAL,
                        Optional.of(Duration.ofMinutes(5)),
                        List.of("Http.5", "Timeout"),
                        List.of("Http.501")));
        assertThat(fetch.permissions()).isEqualTo(new Permissions(Set.of("gzip"), Set.of("api.example.test"), false));
        assertThat(fetch.timeout()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void readsTriggers() {
        Map<String, TriggerSpec> triggers = compile("good/full.yaml").spec().triggers();

        Cron nightly = (Cron) triggers.get("nightly");
        assertThat(nightly.cron()).isEqualTo("30 2 * * MON-FRI");
        assertThat(nightly.zone()).isEqualTo(ZoneId.of("Europe/Amsterdam"));
        assertThat(nightly.gap()).isEqualTo(DstGap.SKIP);
        assertThat(nightly.overlap()).isEqualTo(DstOverlap.BOTH);
        assertThat(nightly.options().catchUp()).isEqualTo(CatchUp.ALL);
        assertThat(nightly.options().catchUpWindow()).isEqualTo(Duration.ofHours(6));
        assertThat(nightly.options().catchUpMaxRuns()).isEqualTo(3);
        assertThat(nightly.options().overlap()).isEqualTo(Overlap.ALLOW);
        assertThat(nightly.options().jitter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(nightly.options().startAt()).contains(Instant.parse("2026-12-31T23:00:00Z"));
        assertThat(((TriggerSpec.Interval) triggers.get("often")).every()).isEqualTo(Duration.ofMinutes(15));
        assertThat(triggers.get("often").options().catchUp()).isEqualTo(CatchUp.NONE);
        assertThat(((TriggerSpec.Once) triggers.get("launch")).at()).isEqualTo(Instant.parse("2027-01-04T08:00:00Z"));
        assertThat(((TriggerSpec.Once) triggers.get("local")).at()).isEqualTo(Instant.parse("2027-01-04T08:00:00Z"));
        assertThat(triggers.get("hand")).isInstanceOf(TriggerSpec.Manual.class);
        assertThat(triggers.get("hand").options().enabled()).isFalse();
    }

    @Test
    void fillsInDefaults() {
        ExecutionPlan plan = compiler.compile("""
                        apiVersion: sandglass/v3
                        id: small
                        triggers: [{ id: t, type: cron, cron: "0 5 * * *" }]
                        nodes: [{ id: a, type: echo }, { id: b, type: echo, needs: a, when: true, limits: { values: 2k } }]
                        """).plan();

        assertThat(plan.spec().key()).hasToString("default/small");
        assertThat(plan.spec().failurePolicy()).isEqualTo(FailurePolicy.CONTINUE_POSSIBLE);
        assertThat(plan.nodes().get(0).spec().timeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(plan.nodes().get(0).spec().retry()).isEqualTo(RetrySpec.DEFAULT);
        assertThat(plan.nodes().get(0).spec().permissions()).isEqualTo(Permissions.NONE);
        assertThat(plan.nodes().get(0).limits()).isEqualTo(Limits.DEFAULT);
        assertThat(plan.nodes().get(1).limits().values()).isEqualTo(2_000);
        TriggerSpec trigger = plan.spec().triggers().get("t");
        assertThat(trigger.options().overlap()).isEqualTo(Overlap.SKIP);
        assertThat(trigger.options().catchUp()).isEqualTo(CatchUp.LAST);
        assertThat(trigger.options().catchUpWindow()).isEqualTo(Duration.ofHours(1));
        assertThat(trigger.options().catchUpMaxRuns()).isEqualTo(10);
        assertThat(trigger.options().lateTolerance()).isEqualTo(Duration.ofSeconds(5));
        assertThat(trigger.options().enabled()).isTrue();
    }

    @Test
    void ordersNodesAndSettlesLimits() {
        ExecutionPlan plan = compile("good/full.yaml");

        assertThat(plan.nodes()).extracting(PlannedNode::id).containsExactly("fetch", "score", "post", "note");
        assertThat(plan.nodes()).extracting(PlannedNode::level).containsExactly(0, 1, 2, 1);
        assertThat(plan.nodes().get(1).needs()).containsExactly(0);
        assertThat(plan.nodes().get(0).dependents()).containsExactly(1, 3);
        assertThat(plan.nodes().get(1).limits().fuelUnits()).isEqualTo(5_000);
        assertThat(plan.nodes().get(1).limits().inputBytes()).isEqualTo(1_000);
        assertThat(plan.nodes().get(2).limits().fuelUnits()).isEqualTo(Compilers.CAP.fuelUnits());
    }

    @Test
    void keepsRunsOnTheCodeTheyArePinnedTo() throws Exception {
        String body = """
                apiVersion: sandglass/v3
                id: w
                nodes:
                  a: { type: echo }
                  b: { type: tool, plugin: gone@1, permissions: { secrets: [key] }, with: { key: "{{ secrets.key }}" } }
                  c: { type: echo }
                """;

        ExecutionPlan plan = compiler.compile(body, Map.of("a", "built-in:echo", "b", "sha256:b", "c", "sha256:old"))
                .plan();

        assertThat(plan.digests()).isEqualTo(Map.of("a", "built-in:echo", "b", "sha256:b", "c", "sha256:old"));
        assertThat(plan.nodes().get(0).type().kind()).isEqualTo("built-in");
        ResolvedType gone = plan.node("b").orElseThrow().type();
        NodeResult end = gone.executors().apply(NodeConfig.of(Map.of())).execute(null);
        assertThat(end).isInstanceOfSatisfying(NodeResult.Failed.class, failed -> {
            NodeFailure failure = failed.failure();
            assertThat(failure.code()).isEqualTo("PluginGone");
            assertThat(failure.retryable()).isFalse();
        });
    }

    @Test
    void upgradesOlderDocuments() {
        CompiledWorkflow compiled = compiler.compile("""
                apiVersion: sandglass/v2
                name: older
                nodes:
                  - { id: a, type: tool, tool_name: echo, tool_args: { x: 1 } }
                  - { id: b, type: tool, tool_name: echo, dependencies: [a] }
                """);

        assertThat(compiled.plan().nodes()).extracting(PlannedNode::id).containsExactly("a", "b");
        assertThat(compiled.migration().changes()).isNotEmpty();
    }

    private ExecutionPlan compile(String resource) {
        return compiler.compile(resource(resource)).plan();
    }

    static String resource(String name) {
        try {
            return Files.readString(Path.of("src/test/resources", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
