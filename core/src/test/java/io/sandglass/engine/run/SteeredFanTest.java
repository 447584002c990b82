package io.sandglass.engine.run;

import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.EngineStatus;
import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.LiveEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.steering.Operation;
import io.sandglass.plugin.NodeContext;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunId;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run that is too wide to be shown to the gate as a whole, steered while its nodes go through: no place is lost, no node runs twice. */
@Timeout(120)
class SteeredFanTest {
    private static final int WIDTH = 4_000;
    private static final int ROUNDS = 8;
    private static final int STEPS = 8;
    /** Time goes on with the work, so that the gate sees how quickly places become free. */
    private static final Duration WORK = Duration.ofNanos(20_000);

    private static final Asked ANN = new Asked("ann", "");

    private final LiveEngine engine = new LiveEngine();
    private final Map<String, Integer> begun = new ConcurrentHashMap<>();
    private final Semaphore done = new Semaphore(0);

    @Test
    void losesNoPlaceAndRunsNoNodeTwice() throws Exception {
        for (int seed = 1; seed <= ROUNDS; seed++) {
            begun.clear();
            done.drainPermits();
            TestWorkflow fan = fan("fan-" + seed);
            RunId run = engine.launch(fan);

            steer(run, new Random(seed));
            EndedRun ended = engine.await(fan, run);

            assertThat(ended.statuses().values()).as("seed %d", seed).allMatch(NodeStatus::ended);
            assertThat(begun.values()).as("seed %d", seed).allMatch(times -> times == 1);
            awaitNothingInside();
        }
        engine.close();
    }

    private void steer(RunId run, Random random) throws InterruptedException {
        for (int step = 0; step < STEPS; step++) {
            assertThat(done.tryAcquire(random.nextInt(WIDTH / STEPS / 2), 10, TimeUnit.SECONDS))
                    .isTrue();
            engine.engine().steer(run, operation(random), ANN);
            engine.engine().steer(run, new Operation.Resume(), ANN);
        }
        if (random.nextInt(4) == 0) {
            engine.engine().steer(run, new Operation.Cancel(random.nextBoolean()), ANN);
        }
    }

    private static Operation operation(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Operation.Pause();
            case 1 -> new Operation.Prioritise(random.nextInt(10));
            default -> new Operation.Force("n" + random.nextInt(WIDTH), NodeStatus.SUCCEEDED, Payload.of(0));
        };
    }

    private void awaitNothingInside() {
        EngineStatus status = engine.engine().status();
        while (status.runningNodes() > 0 || status.readyNodes() > 0 || status.openRuns() > 0) {
            Thread.onSpinWait();
            status = engine.engine().status();
        }
    }

    private TestWorkflow fan(String id) {
        TestWorkflow fan = workflow(id);
        for (int i = 0; i < WIDTH; i++) {
            fan.node("n" + i, running(this::work));
        }
        return fan;
    }

    private NodeResult work(NodeContext context) {
        begun.merge(context.nodeId(), 1, Integer::sum);
        engine.time().advance(WORK);
        done.release();
        return NodeResult.completed(Payload.of(1));
    }
}
