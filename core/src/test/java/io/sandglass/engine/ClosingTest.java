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
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import io.sandglass.time.Workers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing where some of it fails. */
@Timeout(30)
class ClosingTest {
    /** How often each of these lanes still takes something. */
    private final Map<String, Integer> broken = new ConcurrentHashMap<>();

    private final LiveEngine engine = new LiveEngine(new BreakableWorkers(Workers.system(64), broken));
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

    /** Lanes that are broken take nothing. */
    private record BreakableWorkers(Workers workers, Map<String, Integer> broken) implements Workers {
        @Override
        public Task run(String name, Runnable body, Runnable after) {
            return workers.run(name, body, after);
        }

        @Override
        public Lane lane(String name) {
            return new BreakableLane(workers.lane(name), name, broken);
        }

        @Override
        public Lane blockingLane(String name) {
            return new BreakableLane(workers.blockingLane(name), name, broken);
        }

        @Override
        public void close() {
            workers.close();
        }
    }

    private record BreakableLane(Workers.Lane lane, String name, Map<String, Integer> broken) implements Workers.Lane {
        @Override
        public void execute(Runnable work) {
            Integer left = broken.computeIfPresent(name, (same, count) -> count - 1);
            if (left != null && left < 0) {
                throw new InternalError("no thread");
            }
            lane.execute(work);
        }

        @Override
        public void leave(Runnable work) {
            lane.leave(work);
        }
    }
}
