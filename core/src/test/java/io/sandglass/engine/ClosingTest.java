package io.sandglass.engine;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.LiveEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.store.DelegatingRunStore;
import io.sandglass.store.InMemoryStore;
import io.sandglass.store.RunStore;
import io.sandglass.time.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing where some of it fails. */
@Timeout(30)
class ClosingTest {
    /** How often each of these lanes still takes something. */
    private final Map<String, Integer> broken = new ConcurrentHashMap<>();

    private final LiveEngine engine = new LiveEngine(new BreakableWorkers(Workers.system(64), this::breaks));
    private final CountDownLatch begun = new CountDownLatch(2);
    private final TestWorkflow workflow = workflow("w").node("a", running(context -> {
        begun.countDown();
        new CountDownLatch(1).await();
        return NodeResult.completed(Payload.EMPTY);
    }));

    @AfterEach
    void stop() {
        engine.workers().close();
    }

    @Test
    void aRunThatCannotBeToldKeepsNobodyFromTheOthers() throws Exception {
        RunId silent = engine.launch(workflow);
        RunId other = engine.launch(workflow);
        begun.await();
        broken.put("run-" + silent, 0);

        assertThat(engine.engine().drain(Duration.ZERO)).isFalse();

        EndedRun left = EndedRun.of(workflow.plan(), engine.store().runs().events(other));
        assertThat(left).ended(RunStatus.RUNNING).node("a", NodeStatus.RETRYING);
        assertThat(engine.engine().openRuns()).isZero();
    }

    @Test
    void whoClosesAgainAfterAFailureDoesNotWaitForEver() {
        broken.put("sandglass-journal", 1); // the flush, and not the end

        assertThatThrownBy(engine.engine()::close).isInstanceOf(InternalError.class);

        assertThat(CompletableFuture.runAsync(engine.engine()::close))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .withRootCauseInstanceOf(InternalError.class);
    }

    @Test
    void attemptsAreGivenUpAlsoWhereNoLogLineCanBeWritten() throws Exception {
        engine.launch(workflow);
        engine.launch(workflow);
        begun.await();
        broken.put("sandglass-logs", 0);

        engine.engine().close();

        assertThat(engine.engine().openRuns()).isZero();
    }

    @Test
    void whatIsCutOffIsWrittenAlsoByAThreadThatIsInterrupted() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        InMemoryStore store = new InMemoryStore();
        RunStore slow = new DelegatingRunStore(store.runs()) {
            @Override
            public Set<RunId> append(List<RunRecord> records) {
                if (records.stream().anyMatch(record -> record.event() instanceof AttemptFailed)) {
                    await(disk);
                }
                return super.append(records);
            }
        };
        TestWorkflow cutOff = workflow("w").node("a", running(context -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return NodeResult.completed(Payload.EMPTY);
        }));
        LiveEngine slowly = new LiveEngine(store, slow);
        RunId run = slowly.launch(cutOff);
        begun.countDown();
        begun.await();

        AtomicReference<EndedRun> left = new AtomicReference<>();
        Thread closing = new Thread(() -> {
            Thread.currentThread().interrupt();
            slowly.engine().close();
            left.set(EndedRun.of(cutOff.plan(), store.runs().events(run)));
        });
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING && closing.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
        disk.countDown();
        closing.join();
        slowly.workers().close();

        assertThat(left.get()).ended(RunStatus.RUNNING).node("a", NodeStatus.RETRYING);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private boolean breaks(String lane) {
        Integer left = broken.computeIfPresent(lane, (same, count) -> count - 1);
        return left != null && left < 0;
    }
}
