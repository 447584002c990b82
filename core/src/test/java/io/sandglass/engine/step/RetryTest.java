package io.sandglass.engine.step;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.failing;
import static io.sandglass.engine.fixture.TestNode.flaky;
import static io.sandglass.engine.fixture.TestNode.retry;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestNode.when;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestNode;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryTest {
    private final SimulatedEngine engine = new SimulatedEngine();

    @Test
    void triesAgainAfterGrowingDelays() {
        var run = engine.runToEnd(workflow("w").node("a", flaky(4), retry(5, Duration.ofSeconds(1))));

        assertThat(run).ended(RunStatus.SUCCEEDED).output("a", 4);
        assertThat(gaps(run.events(AttemptStarted.class)))
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void failsWhenTheLastAttemptFailed() {
        var run = engine.runToEnd(workflow("w").node("a", failing(), retry(3, Duration.ofSeconds(1))));

        assertThat(run).ended(RunStatus.FAILED).failure("a", "Broken");
        assertThat(run.events(AttemptFailed.class))
                .extracting(failed -> failed.retryAt().isPresent())
                .containsExactly(true, true, false);
    }

    @Test
    void doesNotRetryAUsersMistake() {
        NodeFailure mistake = NodeFailure.of(FailureKind.USER, "BadInput", "wrong");

        var run = engine.runToEnd(workflow("w").node("a", failing(mistake), retry(3, Duration.ofSeconds(1))));

        assertThat(run.events(AttemptStarted.class)).hasSize(1);
    }

    @Test
    void delaysDoNotFollowTheWallClock() {
        RunId run = engine.launch(workflow("w").node("a", flaky(2), retry(2, Duration.ofSeconds(10))));
        engine.machine().settle();

        engine.machine().jump(Duration.ofHours(-5));
        engine.machine().advance(Duration.ofMillis(9_999));
        assertThat(engine.store().runs().openRuns()).containsExactly(run);
        engine.machine().advance(Duration.ofMillis(1));

        assertThat(engine.store().runs().openRuns()).isEmpty();
    }

    @Test
    void decidesTheConditionOnce() {
        List<String> asked = new ArrayList<>();

        engine.runToEnd(workflow("w").node("a", flaky(3), retry(3, Duration.ofSeconds(1)), when(scope -> {
            asked.add("a");
            return true;
        })));

        assertThat(asked).hasSize(1);
    }

    @Test
    void theIdempotencyKeyIsTheSameOnEveryAttempt() {
        List<String> keys = new ArrayList<>();

        engine.runToEnd(workflow("w")
                .node(
                        "a",
                        running(context -> {
                            keys.add(context.idempotencyKey());
                            return NodeResult.failed(NodeFailure.of(FailureKind.EXTERNAL, "Flaky", ""));
                        }),
                        retry(3, Duration.ofSeconds(1))));

        assertThat(keys).hasSize(3).containsOnly(keys.get(0));
        assertThat(keys.get(0)).endsWith("/a/0");
    }

    @Test
    void aSuspendedNodeWakesOnTimeWithItsOutput() {
        RunId run = engine.launch(workflow("w")
                .node(
                        "a",
                        running(context ->
                                new NodeResult.Suspended(context.now().plusSeconds(60), Payload.of("awake")))));
        engine.machine().advance(Duration.ofMillis(59_999));
        assertThat(engine.store().runs().openRuns()).containsExactly(run);

        engine.machine().advance(Duration.ofMillis(1));

        List<RunEvent> events = engine.store().runs().events(run).stream()
                .map(record -> record.event())
                .toList();
        assertThat(events)
                .anySatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                NodeSucceeded.class,
                                woken -> assertThat(woken.output()).isEqualTo(Payload.of("awake"))));
        assertThat(engine.store().runs().openRuns()).isEmpty();
    }

    @Test
    void aSuspendedNodeWhoseTimeHasPassedWakesAtOnce() {
        var run = engine.runToEnd(workflow("w").node("a", sleeping(Duration.ofHours(-1))));

        assertThat(run).ended(RunStatus.SUCCEEDED).node("a", NodeStatus.SUCCEEDED);
    }

    @Test
    void manySleepersTakeNoThread() {
        TestWorkflow workflow = workflow("w");
        for (int i = 0; i < 1_000; i++) {
            workflow.node("n" + i, sleeping(Duration.ofHours(1)));
        }
        engine.launch(workflow);
        engine.machine().settle();

        assertThat(engine.engine().runningNodes()).isZero();
        assertThat(engine.engine().openRuns()).isEqualTo(1);
    }

    @Test
    void aNodeMaySkipItself() {
        var run = engine.runToEnd(workflow("w")
                .node("a", running(context -> NodeResult.skipped("nothing to do")))
                .node("b", TestNode.echo(), TestNode.after("a")));

        assertThat(run)
                .ended(RunStatus.SUCCEEDED)
                .skipped("a", "nothing to do")
                .skipped("b", "needs 'a', which was skipped");
    }

    private static List<Duration> gaps(List<AttemptStarted> attempts) {
        List<Duration> gaps = new ArrayList<>();
        Optional<Instant> before = Optional.empty();
        for (AttemptStarted attempt : attempts) {
            before.ifPresent(at -> gaps.add(Duration.between(at, attempt.at())));
            before = Optional.of(attempt.at());
        }
        return gaps;
    }
}
