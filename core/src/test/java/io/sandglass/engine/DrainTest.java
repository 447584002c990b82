package io.sandglass.engine;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.atMostOnce;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.returning;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.LiveEngine;
import io.sandglass.engine.fixture.RunningCodeFixture;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.DelegatingRunStore;
import io.sandglass.store.RunStore;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing the engine while code runs, on real threads. */
@Timeout(30)
class DrainTest extends RunningCodeFixture {
    @Test
    void drainLetsRunningAttemptsEndAndLeavesTheRestForTheNextStart() throws Exception {
        TestWorkflow workflow = workflow("w")
                .node("a", running(context -> {
                    begun.countDown();
                    release.await();
                    return NodeResult.completed(Payload.of("done"));
                }))
                .node("b", returning("later"), after("a"));
        RunId run = engine.launch(workflow);
        begun.await();
        var end = engine.engine().whenEnded(run);
        var drained = CompletableFuture.supplyAsync(() -> engine.engine().drain(Duration.ofSeconds(10)));
        awaitDraining();
        release.countDown();

        assertThat(drained).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);

        EndedRun left = EndedRun.of(workflow.plan(), engine.store().runs().events(run));
        assertThat(left).ended(RunStatus.RUNNING).output("a", "done").node("b", NodeStatus.WAITING);
        assertThat(engine.store().runs().openRuns()).containsExactly(run);
        assertThatThrownBy(end::join).hasCauseInstanceOf(CancellationException.class);
    }

    @Test
    void drainRecordsWhatItCutOffSoThatItIsMadeAgainAndNotTakenForACrash() throws Exception {
        TestWorkflow workflow = workflow("w").node("a", polite()).node("b", sleeping(Duration.ofHours(1)));
        RunId run = engine.launch(workflow);
        begun.await();

        assertThat(engine.engine().drain(Duration.ofMillis(50))).isFalse();

        EndedRun left = EndedRun.of(workflow.plan(), engine.store().runs().events(run));
        assertThat(left).ended(RunStatus.RUNNING).node("a", NodeStatus.RETRYING);
        assertThat(left.events(AttemptFailed.class))
                .extracting(failed -> failed.failure().code())
                .containsExactly("ServiceClosed");
        assertThat(left.node("a").failures()).isZero();
    }

    /** Its start is on its way to a disk that takes its time. */
    @Test
    void noCodeBeginsOnceTheEngineIsClosing() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch disk = new CountDownLatch(1);
        List<Integer> executed = new CopyOnWriteArrayList<>();
        RunStore slow = new DelegatingRunStore(engine.store().runs()) {
            @Override
            public Set<RunId> append(List<RunRecord> records) {
                if (records.stream().anyMatch(record -> record.event() instanceof AttemptStarted)) {
                    writing.countDown();
                    awaitUninterrupted(disk);
                }
                return super.append(records);
            }
        };
        TestWorkflow workflow = workflow("w")
                .node(
                        "pay",
                        running(context -> {
                            executed.add(context.attempt());
                            return NodeResult.completed(Payload.EMPTY);
                        }),
                        atMostOnce());
        try (LiveEngine slowly = new LiveEngine(engine.store(), slow)) {
            RunId run = slowly.launch(workflow);
            writing.await();

            var drained = CompletableFuture.supplyAsync(() -> slowly.engine().drain(Duration.ofSeconds(20)));
            while (slowly.engine().runningNodes() > 0) {
                Thread.onSpinWait();
            }
            disk.countDown();

            assertThat(drained).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
            assertThat(executed).isEmpty();
            EndedRun left = EndedRun.of(workflow.plan(), engine.store().runs().events(run));
            assertThat(left).ended(RunStatus.RUNNING).node("pay", NodeStatus.RETRYING);
            assertThat(left.events(AttemptFailed.class))
                    .extracting(failed -> failed.failure().code())
                    .containsExactly("ServiceClosed");
        }
    }

    @Test
    void closingWaitsForWhatIsDoneOnCancel() throws Exception {
        CountDownLatch acting = new CountDownLatch(1);
        engine.launch(workflow("w").node("a", running(context -> {
            context.cancellation().onCancel(() -> {
                acting.countDown();
                spin();
            });
            begun.countDown();
            new CountDownLatch(1).await();
            return NodeResult.completed(Payload.EMPTY);
        })));
        begun.await();

        CompletableFuture<Void> closing = CompletableFuture.runAsync(engine.engine()::close, DrainTest::onItsOwn);
        acting.await();
        CompletableFuture<Void> again = CompletableFuture.runAsync(engine.engine()::close, DrainTest::onItsOwn);
        assertThat(closing).isNotDone();
        assertThat(again).isNotDone();
        release.countDown();

        assertThat(closing).succeedsWithin(Duration.ofSeconds(10));
        assertThat(again).succeedsWithin(Duration.ofSeconds(10));
        assertThat(engine.engine().drain(Duration.ofHours(1))).isFalse();
    }

    /** The common pool may have a single thread. */
    private static void onItsOwn(Runnable task) {
        new Thread(task).start();
    }

    @Test
    void refusesLaunchesOnceItIsClosing() {
        TestWorkflow workflow = workflow("w").node("a", echo());
        engine.launch(workflow);
        engine.engine().close();

        assertThatThrownBy(() -> engine.launch(workflow))
                .isInstanceOf(ClassCastException.class)
                .hasMessageContaining("Rejected");
    }

    /** Until nothing new starts. */
    private void awaitDraining() {
        LaunchRequest unknown = new LaunchRequest(
                new WorkflowKey("default", "unknown"), OptionalInt.empty(), Payload.EMPTY, Cause.manual());
        while (!(engine.engine().launch(unknown) instanceof LaunchResult.Rejected)) {
            Thread.onSpinWait();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
