package io.sandglass.engine.attempt;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.asking;
import static io.sandglass.engine.fixture.TestNode.configured;
import static io.sandglass.engine.fixture.TestNode.returning;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestNode.with;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestNode;
import io.sandglass.expression.Expressions;
import io.sandglass.plugin.Execution;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.LogLevel;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Permissions;
import io.sandglass.plugin.Usage;
import io.sandglass.run.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Secrets that nodes get, and how no trace is left of them. */
class NodeSecretsTest {
    @Test
    void aSecretIsGivenAsGrantedAndLeavesNoTrace() {
        Grants grants = new Grants(Set.of(), Set.of(), false, Set.of("key"), true);
        Map<String, String> known = Map.of("key", "canary-in-the-mine", "other", "not-for-anybody");
        SimulatedEngine guarded = new SimulatedEngine(
                1, config -> config.grants(grants).secrets(name -> Optional.ofNullable(known.get(name))));
        Permissions asked = Permissions.NONE.withSecrets(Set.of("key", "other"));
        List<Optional<String>> seen = new ArrayList<>();

        RunId run = guarded.launch(workflow("w")
                .node(
                        "a",
                        running(context -> {
                            seen.add(context.secret("key"));
                            seen.add(context.secret("other"));
                            context.log(LogLevel.INFO, "it is " + seen.get(0).orElseThrow());
                            context.state().put("kept", Payload.of("canary-in-the-mine"));
                            return NodeResult.completed(Payload.of(Map.of("told", "a canary-in-the-mine")));
                        }),
                        asking(asked))
                .node(
                        "b",
                        running(context -> {
                            throw new IllegalStateException(
                                    "no " + context.secret("key").orElseThrow());
                        }),
                        asking(asked)));
        guarded.machine().runToEnd();

        assertThat(seen).containsExactly(Optional.of("canary-in-the-mine"), Optional.empty());
        assertThat(guarded.store().runs().events(run).toString()
                        + guarded.store().logged(run))
                .contains("it is [secret]", "a [secret]", "no [secret]")
                .doesNotContain("canary-in-the-mine");
    }

    @Test
    void aSecretInTheConfigReachesTheNodeAndNothingElse() {
        String canary = "canary-in-the-mine";
        SimulatedEngine guarded = guarded(Map.of("key", canary));
        List<String> seen = new ArrayList<>();

        RunId run = guarded.launch(workflow("w")
                .node(
                        "a",
                        configured(config -> context -> {
                            seen.add(config.string("token"));
                            return NodeResult.failed(NodeFailure.of(
                                    FailureKind.USER, "Cut", "x".repeat(1_990) + config.string("token")));
                        }),
                        secretly("key")));
        guarded.machine().runToEnd();

        assertThat(seen).containsExactly("Bearer " + canary);
        assertThat(guarded.store().runs().events(run).toString())
                .contains("xBearer [s")
                .doesNotContain("canary");
    }

    @Test
    void aRecordingWithASecretInItIsNotKept() {
        SimulatedEngine guarded = guarded(Map.of("key", "canary-in-the-mine"));

        RunId run = guarded.launch(workflow("w")
                .node(
                        "a",
                        running(context ->
                                recorded("of " + context.secret("key").orElseThrow())),
                        asking(Permissions.NONE.withSecrets(Set.of("key"))))
                .node("b", running(context -> recorded("of nothing"))));
        guarded.machine().runToEnd();

        String told = guarded.store().runs().events(run).toString();
        assertThat(told).contains("of nothing").doesNotContain("canary", "of [secret]");
    }

    private static NodeResult recorded(String stdin) {
        Execution execution = Execution.ended("OK").withRecording(Payload.of(Map.of("stdin", stdin)));
        return new NodeResult.Completed(Payload.EMPTY, Usage.NONE.with(execution));
    }

    @Test
    void aSecretThatIsNotGrantedOrNotThereKeepsItsNodeFromRunning() {
        SimulatedEngine guarded = guarded(Map.of("other", "canary-in-the-mine"));

        RunId run = guarded.launch(workflow("w")
                .node("a", returning("ran"), secretly("key"))
                .node("b", returning("ran"), secretly("other")));
        guarded.machine().runToEnd();

        String told = guarded.store().runs().events(run).toString();
        assertThat(told).contains("SecretMissing", "there is no secret 'key'", "NotGranted", "'other' may not be used");
        assertThat(told).doesNotContain("ran\"", "canary");
    }

    private static SimulatedEngine guarded(Map<String, String> known) {
        Grants grants = new Grants(Set.of(), Set.of(), false, Set.of("key"), true);
        return new SimulatedEngine(
                1, config -> config.grants(grants).secrets(name -> Optional.ofNullable(known.get(name))));
    }

    private static TestNode.Option secretly(String secret) {
        return node -> {
            asking(Permissions.NONE.withSecrets(Set.of(secret))).set(node);
            Payload config = Payload.of(Map.of("token", "Bearer {{ secrets." + secret + " }}"));
            with(new Expressions().template(config)).set(node);
        };
    }
}
