package io.sandglass.engine.steering;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.returning;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.EngineLimits;
import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.LiveEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.run.RunListener;
import io.sandglass.plugin.LogLevel;
import io.sandglass.plugin.NodeContext;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.LogLine;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steering a run one of whose attempts holds its thread and takes no notice, on real threads with one place. */
@Timeout(30)
class LiveSteeringTest {
    private static final Asked ALICE = new Asked("alice", "it hangs");

    private final LiveEngine engine =
            new LiveEngine(config -> config.limits(config.limits().maxConcurrentNodes(1)));
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CompletableFuture<String> late = new CompletableFuture<>();

    @AfterEach
    void stop() {
        release.countDown();
        engine.close();
    }

    @Test
    void aKilledRunEndsAtOnceAndItsAttemptIsGivenUp() throws Exception {
        TestWorkflow workflow = stuck();
        RunId run = launchAndGetStuck(workflow);

        assertThat(engine.engine().steer(run, new Operation.Cancel(true), ALICE))
                .isInstanceOf(SteeringResult.Done.class);

        assertThat(engine.await(workflow, run)).ended(RunStatus.CANCELLED).node("a", NodeStatus.CANCELLED);
        assertThat(engine.engine().abandonedThreads()).isEqualTo(1);
        somethingElseRuns();
        discardsWhatComesLate(workflow, run);
    }

    @Test
    void anAttemptThatWasGivenUpLogsNothingAnyMore() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        CompletableFuture<Boolean> last = new CompletableFuture<>();
        engine.engine().addListener(new LogListener(line -> {
            lines.add(line);
            if (line.equals("last")) {
                last.complete(true);
            }
        }));
        CompletableFuture<NodeContext> given = new CompletableFuture<>();
        TestWorkflow workflow = workflow("w").node("a", running(context -> {
            given.complete(context);
            return getStuck(context);
        }));
        RunId run = launchAndGetStuck(workflow);

        engine.engine().steer(run, new Operation.Cancel(true), ALICE);
        engine.await(workflow, run);
        given.get().log(LogLevel.INFO, "late");
        TestWorkflow next = workflow("next").node("x", running(context -> {
            context.log(LogLevel.INFO, "last");
            return NodeResult.completed(Payload.EMPTY);
        }));
        engine.await(next, engine.launch(next));

        assertThat(last.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(lines).containsExactly("last");
    }

    /** Hears of log lines only. */
    private record LogListener(Consumer<String> lines) implements RunListener {
        @Override
        public void onRecord(RunRecord record) {}

        @Override
        public void onLog(LogLine line) {
            lines.accept(line.text());
        }
    }

    @Test
    void aForcedNodeIsTakenAsForcedAndItsPlaceIsFreeAfterTheGrace() throws Exception {
        TestWorkflow workflow = stuck();
        RunId run = launchAndGetStuck(workflow);

        Operation force = new Operation.Force("a", NodeStatus.SUCCEEDED, Payload.of("forced"));
        assertThat(engine.engine().steer(run, force, ALICE)).isInstanceOf(SteeringResult.Done.class);
        engine.time().advance(EngineLimits.DEFAULT.cancelGrace());

        assertThat(engine.await(workflow, run)).ended(RunStatus.SUCCEEDED).output("a", "forced");
        assertThat(engine.engine().abandonedThreads()).isEqualTo(1);
        somethingElseRuns();
        discardsWhatComesLate(workflow, run);
    }

    @Test
    void aRetryOfAKilledRunMakesAnotherAttemptWhileTheOldOneStillHoldsItsThread() throws Exception {
        TestWorkflow workflow = stuck();
        RunId run = launchAndGetStuck(workflow);
        engine.engine().steer(run, new Operation.Cancel(true), ALICE);
        engine.await(workflow, run);

        assertThat(engine.engine().steer(run, new Operation.Retry(), ALICE)).isInstanceOf(SteeringResult.Done.class);

        assertThat(engine.await(workflow, run))
                .ended(RunStatus.SUCCEEDED)
                .output("a", 2)
                .node("b", NodeStatus.SUCCEEDED);
        assertThat(late).isNotDone();
        somethingElseRuns();
        discardsWhatComesLate(workflow, run);
        assertThat(engine.engine().runningNodes()).isZero();
    }

    /** Its first attempt takes no notice of anything. */
    private TestWorkflow stuck() {
        return workflow("w").node("a", running(this::getStuck)).node("b", echo(), after("a"));
    }

    private NodeResult getStuck(NodeContext context) {
        if (context.attempt() == 1) {
            begun.countDown();
            while (release.getCount() > 0) {
                Thread.onSpinWait();
            }
            late.complete("returned");
        }
        return NodeResult.completed(Payload.of(context.attempt()));
    }

    private RunId launchAndGetStuck(TestWorkflow workflow) throws Exception {
        RunId run = engine.launch(workflow);
        begun.await();
        return run;
    }

    private void somethingElseRuns() throws Exception {
        TestWorkflow next = workflow("next").node("x", returning(1));
        assertThat(engine.await(next, engine.launch(next))).ended(RunStatus.SUCCEEDED);
    }

    private void discardsWhatComesLate(TestWorkflow workflow, RunId run) throws Exception {
        int before = engine.store().runs().events(run).size();
        release.countDown();
        assertThat(late.get(10, TimeUnit.SECONDS)).isEqualTo("returned");
        somethingElseRuns();

        EndedRun ended = EndedRun.of(workflow.plan(), engine.store().runs().events(run));
        assertThat(engine.store().runs().events(run)).hasSize(before);
        assertThat(ended.events(NodeSucceeded.class))
                .noneMatch(succeeded -> succeeded.node().equals("a") && succeeded.attempt() == 1);
    }
}
