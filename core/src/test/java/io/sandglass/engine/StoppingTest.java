package io.sandglass.engine;

import static io.sandglass.engine.RunAssert.assertThat;
import static io.sandglass.engine.TestNode.after;
import static io.sandglass.engine.TestNode.atMostOnce;
import static io.sandglass.engine.TestNode.echo;
import static io.sandglass.engine.TestNode.failing;
import static io.sandglass.engine.TestNode.retry;
import static io.sandglass.engine.TestNode.returning;
import static io.sandglass.engine.TestNode.running;
import static io.sandglass.engine.TestNode.sleeping;
import static io.sandglass.engine.TestNode.timeout;
import static io.sandglass.engine.TestNode.when;
import static io.sandglass.engine.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.FailurePolicy;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.RunStore;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stopping code that runs, on real threads. */
@Timeout(30)
class StoppingTest {
    private final LiveEngine engine = new LiveEngine();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        engine.close();
    }

    @Test
    void anAttemptThatTakesTooLongIsInterrupted() throws Exception {
        TestWorkflow workflow = workflow("w").node("a", polite(), timeout(Duration.ofSeconds(30)));
        RunId run = engine.launch(workflow);
        begun.await();

        engine.time.advance(Duration.ofSeconds(30));

        assertThat(engine.await(workflow, run))
                .ended(RunStatus.FAILED)
                .error(
                        "node 'a' failed: Timeout: the attempt took longer than PT30S; raise the node's timeout or make it faster");
        assertThat(engine.engine.abandonedThreads()).isZero();
    }

    @Test
    void anAttemptThatIgnoresTheInterruptIsAbandonedAndItsPlaceIsFree() throws Exception {
        try (LiveEngine narrow =
                new LiveEngine(config -> config.limits(config.limits().maxConcurrentNodes(1)))) {
            CompletableFuture<String> late = new CompletableFuture<>();
            TestWorkflow workflow = workflow("w").node("a", stubborn(late), timeout(Duration.ofSeconds(30)));
            RunId run = narrow.launch(workflow);
            begun.await();

            narrow.time.advance(Duration.ofSeconds(31));
            assertThat(narrow.engine.openRuns()).isEqualTo(1);
            narrow.time.advance(Duration.ofSeconds(1));

            assertThat(narrow.await(workflow, run)).ended(RunStatus.FAILED).failure("a", "Timeout");
            assertThat(narrow.engine.abandonedThreads()).isEqualTo(1);
            TestWorkflow next = workflow("next").node("b", returning(1));
            assertThat(narrow.await(next, narrow.launch(next))).ended(RunStatus.SUCCEEDED);

            release.countDown();
            assertThat(late.get(10, TimeUnit.SECONDS)).isEqualTo("returned");
            assertThat(narrow.await(workflow, run)).failure("a", "Timeout");
        }
    }

    @Test
    void anAttemptGivenUpBeforeItBeganNeitherBeginsNorRuns() throws Exception {
        CountDownLatch decided = new CountDownLatch(1);
        List<Integer> executed = new CopyOnWriteArrayList<>();
        AtomicBoolean first = new AtomicBoolean(true);
        TestWorkflow workflow = workflow("w")
                .node(
                        "a",
                        running(context -> {
                            executed.add(context.attempt());
                            return NodeResult.completed(Payload.EMPTY);
                        }),
                        timeout(Duration.ofSeconds(30)),
                        retry(2, Duration.ofSeconds(60)),
                        when(scope -> {
                            if (first.getAndSet(false)) {
                                spin();
                                decided.countDown();
                            }
                            return true;
                        }));
        RunId run = engine.launch(workflow);
        begun.await();

        engine.time.advance(Duration.ofSeconds(32));
        awaitRetry(workflow, run);
        release.countDown();
        decided.await();
        engine.time.advance(Duration.ofSeconds(60));

        assertThat(engine.await(workflow, run)).ended(RunStatus.SUCCEEDED);
        assertThat(executed).hasSize(1);
    }

    @Test
    void cancellingInterruptsWhatRunsAndTellsItsToken() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        TestWorkflow workflow = workflow("w")
                .node("a", running(context -> {
                    context.cancellation().onCancel(told::countDown);
                    begun.countDown();
                    new CountDownLatch(1).await();
                    return NodeResult.completed(Payload.EMPTY);
                }))
                .node("b", echo(), after("a"));
        RunId run = engine.launch(workflow);
        begun.await();

        assertThat(engine.engine.cancel(run, "enough")).isTrue();

        assertThat(engine.await(workflow, run))
                .ended(RunStatus.CANCELLED)
                .cancelled("a", "the run was cancelled: enough")
                .cancelled("b", "the run was cancelled: enough");
        assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aResultThatComesAfterTheCancelIsDiscarded() throws Exception {
        TestWorkflow workflow = workflow("w").node("a", running(context -> {
            begun.countDown();
            while (!context.cancellation().isCancelled()) {
                Thread.onSpinWait();
            }
            return NodeResult.completed(Payload.of("too late"));
        }));
        RunId run = engine.launch(workflow);
        begun.await();

        engine.engine.cancel(run, "enough");

        assertThat(engine.await(workflow, run)).ended(RunStatus.CANCELLED).node("a", NodeStatus.CANCELLED);
    }

    @Test
    void haltCancelsWhatRuns() throws Exception {
        TestWorkflow workflow = workflow("w")
                .policy(FailurePolicy.HALT)
                .node("slow", polite())
                .node("broken", running(context -> {
                    begun.await();
                    return failingResult();
                }));

        RunId run = engine.launch(workflow);

        assertThat(engine.await(workflow, run))
                .ended(RunStatus.FAILED)
                .cancelled("slow", "the run halted because 'broken' failed");
    }

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
        var end = engine.engine.whenEnded(run);
        var drained = CompletableFuture.supplyAsync(() -> engine.engine.drain(Duration.ofSeconds(10)));
        awaitDraining();
        release.countDown();

        assertThat(drained).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);

        EndedRun left = EndedRun.of(workflow.plan(), engine.store.runs().events(run));
        assertThat(left).ended(RunStatus.RUNNING).output("a", "done").node("b", NodeStatus.WAITING);
        assertThat(engine.store.runs().openRuns()).containsExactly(run);
        assertThatThrownBy(end::join).hasCauseInstanceOf(CancellationException.class);
    }

    @Test
    void drainRecordsWhatItCutOffSoThatItIsMadeAgainAndNotTakenForACrash() throws Exception {
        TestWorkflow workflow = workflow("w").node("a", polite()).node("b", sleeping(Duration.ofHours(1)));
        RunId run = engine.launch(workflow);
        begun.await();

        assertThat(engine.engine.drain(Duration.ofMillis(50))).isFalse();

        EndedRun left = EndedRun.of(workflow.plan(), engine.store.runs().events(run));
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
        RunStore slow = new DelegatingRunStore(engine.store.runs()) {
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
        try (LiveEngine slowly = new LiveEngine(engine.store, slow)) {
            RunId run = slowly.launch(workflow);
            writing.await();

            var drained = CompletableFuture.supplyAsync(() -> slowly.engine.drain(Duration.ofSeconds(20)));
            while (slowly.engine.runningNodes() > 0) {
                Thread.onSpinWait();
            }
            disk.countDown();

            assertThat(drained).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
            assertThat(executed).isEmpty();
            EndedRun left = EndedRun.of(workflow.plan(), engine.store.runs().events(run));
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

        CompletableFuture<Void> closing = CompletableFuture.runAsync(engine.engine::close);
        acting.await();
        CompletableFuture<Void> again = CompletableFuture.runAsync(engine.engine::close);
        assertThat(closing).isNotDone();
        assertThat(again).isNotDone();
        release.countDown();

        assertThat(closing).succeedsWithin(Duration.ofSeconds(10));
        assertThat(again).succeedsWithin(Duration.ofSeconds(10));
        assertThat(engine.engine.drain(Duration.ofHours(1))).isFalse();
    }

    @Test
    void whatIsDoneOnCancelIsDoneAlsoWhenNoThreadIsLeft() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        engine.launch(workflow("w").node("a", running(context -> {
            context.cancellation().onCancel(told::countDown);
            begun.countDown();
            new CountDownLatch(1).await();
            return NodeResult.completed(Payload.EMPTY);
        })));
        begun.await();
        engine.workers.close();

        engine.engine.close();

        assertThat(told.getCount()).isZero();
    }

    @Test
    void refusesLaunchesOnceItIsClosing() {
        TestWorkflow workflow = workflow("w").node("a", echo());
        engine.launch(workflow);
        engine.engine.close();

        assertThatThrownBy(() -> engine.launch(workflow))
                .isInstanceOf(ClassCastException.class)
                .hasMessageContaining("Rejected");
    }

    private static NodeResult failingResult() throws Exception {
        return failing()
                .executors
                .apply(io.sandglass.plugin.NodeConfig.of(java.util.Map.of()))
                .execute(null);
    }

    /** Waits for ever, and ends when it is interrupted. */
    private TestNode polite() {
        return running(context -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return NodeResult.completed(Payload.EMPTY);
        });
    }

    private void awaitRetry(TestWorkflow workflow, RunId run) {
        while (EndedRun.of(workflow.plan(), engine.store.runs().events(run))
                        .node("a")
                        .status()
                != NodeStatus.RETRYING) {
            Thread.onSpinWait();
        }
    }

    /** Until nothing new starts. */
    private void awaitDraining() {
        LaunchRequest unknown = new LaunchRequest(
                new WorkflowKey("default", "unknown"), OptionalInt.empty(), Payload.EMPTY, Cause.manual());
        while (!(engine.engine.launch(unknown) instanceof LaunchResult.Rejected)) {
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

    private void spin() {
        begun.countDown();
        while (release.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    /** Takes no notice of interrupts. */
    private TestNode stubborn(CompletableFuture<String> late) {
        return running(context -> {
            spin();
            late.complete("returned");
            return NodeResult.completed(Payload.of("late"));
        });
    }
}
