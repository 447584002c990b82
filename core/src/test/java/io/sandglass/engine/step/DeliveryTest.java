package io.sandglass.engine.step;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.atMostOnce;
import static io.sandglass.engine.fixture.TestNode.retry;
import static io.sandglass.engine.fixture.TestNode.returning;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.LiveEngine;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestNode;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Promise 4, the other half: {@code delivery: at-most-once} ends as unknown after a crash in flight. */
class DeliveryTest {
    private final SimulatedEngine engine = new SimulatedEngine();
    private final List<Integer> done = new ArrayList<>();

    @Test
    void isNotRunAgainAfterACrashInFlight() {
        TestWorkflow workflow = once();
        RunId run = engine.launch(workflow);
        engine.machine().runUntil(() -> !done.isEmpty());

        engine.crashAndRecover();
        engine.machine().runToEnd();

        assertThat(done).containsExactly(1);
        assertThat(engine.look(workflow, run))
                .ended(RunStatus.FAILED)
                .failure("pay", "OutcomeUnknown")
                .node("then", NodeStatus.SKIPPED);
    }

    @Test
    void itsStartIsDurableBeforeItsCodeRuns() {
        TestWorkflow workflow = once();
        RunId run = engine.launch(workflow);

        engine.machine().runUntil(() -> !done.isEmpty());

        assertThat(engine.look(workflow, run).events(AttemptStarted.class))
                .extracting(AttemptStarted::node)
                .containsExactly("first", "pay");
    }

    @Test
    void neverRunsTwiceWhereverTheProcessCrashes() {
        for (int steps = 1; steps < 60; steps++) {
            SimulatedEngine fresh = new SimulatedEngine(steps);
            TestWorkflow workflow = once();
            done.clear();
            RunId run = fresh.launch(workflow);
            int[] left = {steps};
            fresh.machine().runUntil(() -> left[0]-- == 0);

            fresh.crashAndRecover();
            fresh.machine().runToEnd();

            assertThat(done).as("after %s steps", steps).hasSizeLessThanOrEqualTo(1);
            assertThat(fresh.look(workflow, run).state().end()).isPresent();
        }
    }

    @Test
    void isMadeAgainAfterAFailureThatItAnsweredItself() {
        TestWorkflow workflow = workflow("w")
                .node(
                        "pay",
                        running(context -> context.attempt() == 1
                                ? NodeResult.failed(NodeFailure.of(FailureKind.EXTERNAL, "Busy", "later"))
                                : NodeResult.completed(Payload.EMPTY)),
                        atMostOnce(),
                        retry(2, Duration.ofSeconds(1)));

        assertThat(engine.runToEnd(workflow)).ended(RunStatus.SUCCEEDED);
    }

    @Test
    void isNotMadeAgainAfterATimeout() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        try (LiveEngine live = new LiveEngine()) {
            TestWorkflow workflow = workflow("w")
                    .node(
                            "pay",
                            running(context -> {
                                begun.countDown();
                                new CountDownLatch(1).await();
                                return NodeResult.completed(Payload.EMPTY);
                            }),
                            atMostOnce(),
                            TestNode.timeout(Duration.ofMillis(50)),
                            retry(3, Duration.ofMillis(1)));
            RunId run = live.launch(workflow);
            begun.await();
            live.time().advance(Duration.ofMillis(50));

            EndedRun ended = live.await(workflow, run);
            assertThat(ended).ended(RunStatus.FAILED).failure("pay", "Timeout");
            assertThat(ended.events(AttemptStarted.class)).hasSize(1);
        }
    }

    @Test
    void anOrderlyStopThatCutsItOffLeavesItUnknownToo() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        TestWorkflow workflow = workflow("w")
                .node(
                        "pay",
                        running(context -> {
                            begun.countDown();
                            new CountDownLatch(1).await();
                            return NodeResult.completed(Payload.EMPTY);
                        }),
                        atMostOnce());
        try (LiveEngine live = new LiveEngine()) {
            RunId run = live.launch(workflow);
            begun.await();

            live.engine().drain(Duration.ofMillis(20));

            EndedRun left = EndedRun.of(workflow.plan(), live.store().runs().events(run));
            assertThat(left).failure("pay", "OutcomeUnknown");
        }
    }

    private TestWorkflow once() {
        return workflow("w")
                .node("first", returning(1))
                .node(
                        "pay",
                        running(context -> {
                            done.add(context.attempt());
                            return NodeResult.completed(Payload.EMPTY);
                        }),
                        after("first"),
                        atMostOnce(),
                        retry(3, Duration.ofSeconds(1)))
                .node("then", returning(2), after("pay"));
    }
}
