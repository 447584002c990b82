package io.sandglass.engine.run;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.retry;
import static io.sandglass.engine.fixture.TestNode.returning;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestNode.timeout;
import static io.sandglass.engine.fixture.TestNode.when;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.LiveEngine;
import io.sandglass.engine.fixture.RunningCodeFixture;
import io.sandglass.engine.fixture.TestNode;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.FailurePolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stopping code that runs, on real threads. */
@Timeout(30)
class StoppingTest extends RunningCodeFixture {
    @Test
    void anAttemptThatTakesTooLongIsInterrupted() throws Exception {
        TestWorkflow workflow = workflow("w").node("a", polite(), timeout(Duration.ofSeconds(30)));
        RunId run = engine.launch(workflow);
        begun.await();

        engine.time().advance(Duration.ofSeconds(30));

        assertThat(engine.await(workflow, run))
                .ended(RunStatus.FAILED)
                .error(
                        "node 'a' failed: Timeout: the attempt took longer than PT30S; raise the node's timeout or make it faster");
        assertThat(engine.engine().abandonedThreads()).isZero();
    }

    @Test
    void anAttemptThatIgnoresTheInterruptIsAbandonedAndItsPlaceIsFree() throws Exception {
        try (LiveEngine narrow =
                new LiveEngine(config -> config.limits(config.limits().maxConcurrentNodes(1)))) {
            CompletableFuture<String> late = new CompletableFuture<>();
            TestWorkflow workflow = workflow("w").node("a", stubborn(late), timeout(Duration.ofSeconds(30)));
            RunId run = narrow.launch(workflow);
            begun.await();

            narrow.time().advance(Duration.ofSeconds(31));
            assertThat(narrow.engine().openRuns()).isEqualTo(1);
            narrow.time().advance(Duration.ofSeconds(1));

            assertThat(narrow.await(workflow, run)).ended(RunStatus.FAILED).failure("a", "Timeout");
            assertThat(narrow.engine().abandonedThreads()).isEqualTo(1);
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

        engine.time().advance(Duration.ofSeconds(32));
        awaitRetry(workflow, run);
        release.countDown();
        decided.await();
        engine.time().advance(Duration.ofSeconds(60));

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

        assertThat(engine.engine().cancel(run, "enough")).isTrue();

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

        engine.engine().cancel(run, "enough");

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
    void whatIsDoneOnCancelIsDoneAlsoWhenNoThreadIsLeft() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        engine.launch(workflow("w").node("a", running(context -> {
            context.cancellation().onCancel(told::countDown);
            begun.countDown();
            new CountDownLatch(1).await();
            return NodeResult.completed(Payload.EMPTY);
        })));
        begun.await();
        engine.workers().close();

        engine.engine().close();

        assertThat(told.getCount()).isZero();
    }

    private static NodeResult failingResult() {
        return NodeResult.failed(NodeFailure.of(FailureKind.EXTERNAL, "Broken", "it broke"));
    }

    private void awaitRetry(TestWorkflow workflow, RunId run) {
        while (EndedRun.of(workflow.plan(), engine.store().runs().events(run))
                        .node("a")
                        .status()
                != NodeStatus.RETRYING) {
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
