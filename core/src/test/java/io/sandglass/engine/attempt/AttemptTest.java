package io.sandglass.engine.attempt;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.asking;
import static io.sandglass.engine.fixture.TestNode.configured;
import static io.sandglass.engine.fixture.TestNode.returning;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestNode.typed;
import static io.sandglass.engine.fixture.TestNode.when;
import static io.sandglass.engine.fixture.TestNode.with;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestNode;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.expression.EvaluationFailed;
import io.sandglass.plugin.ConfigType;
import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.LogLevel;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Permissions;
import io.sandglass.run.LogLine;
import io.sandglass.run.NodeState;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of everything a node's code may do, deep stacks (C6) and bad results (G6) among it. */
class AttemptTest {
    private final SimulatedEngine engine = new SimulatedEngine();

    @Test
    void anExceptionIsADefectOfThePlugin() {
        NodeFailure failure = failureOf(running(context -> {
            throw new IllegalStateException("no such luck");
        }));

        assertThat(failure)
                .isEqualTo(NodeFailure.of(
                        FailureKind.INTERNAL, "PluginError", "java.lang.IllegalStateException: no such luck"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z", "2027-01-04T08:59:59Z"})
    void aNodeThatWaitsForATimeLongAgoCompletesAtOnce(String longAgo) {
        Instant past = Instant.parse(longAgo);
        NodeResult late = NodeResult.completed(Payload.EMPTY);
        TestWorkflow workflow = workflow("w")
                .node("wait", running(context -> NodeResult.suspendUntil(past)))
                .node(
                        "signal",
                        running(context ->
                                NodeResult.await(Expectation.signal("go").until(past, late))));

        assertThat(engine.runToEnd(workflow)).ended(RunStatus.SUCCEEDED);
    }

    @Test
    void anErrorIsADefectOfThePluginAndHarmsNobodyElse() {
        assertThat(failureOf(running(context -> {
                            throw new OutOfMemoryError("Java heap space");
                        }))
                        .message())
                .isEqualTo("java.lang.OutOfMemoryError: Java heap space");
        assertThat(failureOf(running(context -> {
                            throw new NoClassDefFoundError("com/example/Gone");
                        }))
                        .code())
                .isEqualTo("PluginError");
        assertThat(failureOf(configured(config -> {
                            throw new StackOverflowError();
                        }))
                        .message())
                .isEqualTo("java.lang.StackOverflowError");
    }

    @Test
    void anExceptionThatThrowsWhenAskedIsNamedByItsClass() {
        class Hostile extends RuntimeException {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("gotcha");
            }
        }

        assertThat(failureOf(running(context -> {
                            throw new Hostile();
                        }))
                        .message())
                .endsWith("Hostile, whose message cannot be read");
    }

    @Test
    void anExceptionWhoseMessageOverflowsTheStackIsAResultToo() {
        class Endless extends RuntimeException {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                return getMessage() + getMessage();
            }
        }

        assertThat(failureOf(running(context -> {
                            throw new Endless();
                        }))
                        .message())
                .endsWith("Endless, whose message cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {AttemptFailed.SERVICE_CLOSED, AttemptFailed.INPUT_UNREADABLE})
    void aNodeCannotClaimThatItsAttemptDoesNotCount(String code) {
        NodeFailure told = NodeFailure.of(FailureKind.EXTERNAL, code, "try me for ever");

        assertThat(failureOf(running(context -> NodeResult.failed(told))).code())
                .isEqualTo("Plugin" + code);
    }

    @Test
    void nullIsNoResult() {
        assertThat(failureOf(running(context -> null)).code()).isEqualTo("PluginError");
    }

    @Test
    void anInterruptWithoutACancelIsADefect() {
        assertThat(failureOf(running(context -> {
                            throw new InterruptedException();
                        }))
                        .code())
                .isEqualTo("PluginError");
    }

    @Test
    void anOutputOverTheLimitIsRefused() {
        Limits tiny = new Limits(1, 1, Duration.ofSeconds(1), 100, 10, 1);

        EndedRun run = engine.runToEnd(workflow("w")
                .limits(tiny)
                .node("fits", returning("12345678"))
                .node("over", returning("123456789"))
                .node(
                        "asleep",
                        running(context ->
                                new NodeResult.Suspended(context.now(), Payload.of(List.of(1, 2, 3, 4, 5, 6))))));

        assertThat(run)
                .output("fits", "12345678")
                .failure("over", "OutputTooLarge")
                .failure("asleep", "OutputTooLarge");
    }

    @Test
    void aQuestionThatIsTooLongIsRefusedByWhatItIs() {
        NodeFailure failure =
                failureOf(running(context -> NodeResult.await(Expectation.decision("really? ".repeat(501)))));

        assertThat(failure.code()).isEqualTo("OutputTooLarge");
        assertThat(failure.message())
                .isEqualTo("the signal's name, or the question, that the node waits with has more than 4000 characters;"
                        + " shorten it");
    }

    @Test
    void aConfigThatCannotBeEvaluatedFailsTheAttempt() {
        EndedRun run = engine.runToEnd(workflow("w").node("a", TestNode.echo(), with(scope -> {
            throw new EvaluationFailed("with.x: no such function");
        })));

        assertThat(run)
                .failure("a", "EvaluationFailed")
                .error("node 'a' failed: EvaluationFailed: with.x: no such function");
        assertThat(run.events(AttemptStarted.class)).hasSize(1);
    }

    @Test
    void aConditionThatCannotBeEvaluatedFailsTheAttempt() {
        EndedRun run = engine.runToEnd(workflow("w").node("a", TestNode.echo(), when(scope -> {
            throw new EvaluationFailed("when: too deep");
        })));

        assertThat(run).failure("a", "EvaluationFailed");
        assertThat(run.events(AttemptStarted.class)).hasSize(1);
    }

    @Test
    void aConfigThatDoesNotFitItsTypeFailsTheAttempt() {
        NodeType type = NodeType.of("typed", 1).config("count", ConfigType.INTEGER.required());

        EndedRun run = engine.runToEnd(workflow("w")
                .node("missing", TestNode.echo(), typed(type))
                .node("wrong", TestNode.echo(), typed(type), with(scope -> Map.of("count", "many")))
                .node("none", TestNode.echo(), typed(type), with(scope -> "no object")));

        assertThat(run)
                .failure("missing", "BadConfig")
                .failure("wrong", "BadConfig")
                .failure("none", "BadConfig");
    }

    @Test
    void defaultsAreFilledIn() {
        NodeType type = NodeType.of("typed", 1).config("method", ConfigType.STRING.orElse("GET"));

        EndedRun run = engine.runToEnd(workflow("w").node("a", TestNode.echo(), typed(type)));

        assertThat(run).output("a", Map.of("method", "GET"));
    }

    @Test
    void nodesCannotChangeWhatTheySee() {
        EndedRun run = engine.runToEnd(workflow("w")
                .node("data", returning(Map.of("list", List.of(1))))
                .node(
                        "mutator",
                        configured(config -> context -> {
                            config.object("in").put("list", "mine");
                            return NodeResult.completed(Payload.EMPTY);
                        }),
                        TestNode.after("data"),
                        with(scope -> Map.of("in", scope.outputs().get("data")), "data"))
                .node(
                        "reader",
                        TestNode.echo(),
                        TestNode.after("data", "mutator"),
                        with(scope -> Map.of("in", scope.outputs().get("data")), "data")));

        assertThat(run).failure("mutator", "PluginError").output("data", Map.of("list", List.of(1)));
    }

    @Test
    void aNodeGetsWhatItAsksForAsFarAsItIsGranted() {
        Grants grants = new Grants(Set.of("gzip"), Set.of("*.example.test"), false);
        SimulatedEngine guarded = new SimulatedEngine(1, config -> config.grants(grants));
        Permissions asked = new Permissions(Set.of("gzip", "sh"), Set.of("api.example.test", "evil.test"), true);
        Permissions[] seen = new Permissions[1];

        guarded.runToEnd(workflow("w")
                .node(
                        "a",
                        running(context -> {
                            seen[0] = context.permissions();
                            return NodeResult.completed(Payload.EMPTY);
                        }),
                        asking(asked)));

        assertThat(seen[0]).isEqualTo(new Permissions(Set.of("gzip"), Set.of("api.example.test"), false));
    }

    private static SimulatedEngine guarded(Map<String, String> known) {
        Grants grants = new Grants(Set.of(), Set.of(), false, Set.of("key"), true);
        return new SimulatedEngine(
                1, config -> config.grants(grants).secrets(name -> Optional.ofNullable(known.get(name))));
    }

    @Test
    void logLinesAreEscapedCutAndKept() {
        RunId run = engine.launch(workflow("w").node("a", running(context -> {
            context.log(LogLevel.INFO, "one\ntwo\u001b[31m");
            context.log(LogLevel.WARN, "x".repeat(20_000));
            return NodeResult.completed(Payload.EMPTY);
        })));
        engine.machine().runToEnd();

        List<LogLine> lines = engine.store().logged(run);
        assertThat(lines.get(0).text()).isEqualTo("one\\ntwo\\u001b[31m");
        assertThat(lines.get(1).text()).hasSize(16 * 1024 + 3).endsWith("...");
        assertThat(lines.get(1).level()).isEqualTo(LogLevel.WARN);
    }

    @Test
    void aNodeMayLogOnlySoMuch() {
        Limits small = new Limits(1, 1, Duration.ofSeconds(1), 100, 100, 25);
        RunId run = engine.launch(workflow("w").limits(small).node("a", running(context -> {
            for (int i = 0; i < 100; i++) {
                context.log(LogLevel.INFO, "01234äöü"); // eleven bytes
            }
            return NodeResult.completed(Payload.EMPTY);
        })));
        engine.machine().runToEnd();

        assertThat(engine.store().logged(run))
                .extracting(LogLine::text)
                .containsExactly("01234äöü", "01234äöü", "further lines are dropped: the limit of 25 bytes is reached");
    }

    private NodeFailure failureOf(TestNode node) {
        String fresh = "w" + engine.heard().size(); // a known revision would be run by its cached plan
        EndedRun run = engine.runToEnd(workflow(fresh).node("a", node).node("other", returning(1)));
        assertThat(run).ended(RunStatus.FAILED).output("other", 1);
        return ((NodeState.Failed) run.node("a").state()).failure();
    }
}
