package io.sandglass.engine;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.flaky;
import static io.sandglass.engine.fixture.TestNode.retry;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestNode;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Attempts that were in flight when the process ended: they are made again, later each time, and not for ever. */
class CrashedAttemptsTest {
    /** Nodes that were executed, in order. */
    private final List<String> executed = new ArrayList<>();

    @Test
    void startsAnAttemptThatWasInFlightAgainUnderTheNextNumber() {
        TestWorkflow workflow = workflow("w").node("a", flaky(4), retry(3, Duration.ofSeconds(1)));
        SimulatedEngine engine = new SimulatedEngine();
        RunId run = new RunId(77);
        engine.deploy(workflow);
        seed(engine, workflow, run, 1, 2);

        engine.engine().recover();
        engine.machine().runToEnd();

        EndedRun ended = engine.look(workflow, run);
        assertThat(ended).ended(RunStatus.SUCCEEDED).output("a", 4);
        assertThat(ended.events(AttemptStarted.class))
                .extracting(AttemptStarted::attempt)
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void triesAgainAtOnceAfterOneCrash() {
        TestWorkflow workflow = workflow("w").node("a", noting("a"));
        SimulatedEngine engine = new SimulatedEngine();
        engine.deploy(workflow);
        seed(engine, workflow, new RunId(77), 1);

        engine.engine().recover();
        engine.machine().advance(Duration.ofMillis(1));

        assertThat(executed).containsExactly("a");
    }

    @Test
    void waitsLongerAfterEachCrashInARow() {
        TestWorkflow workflow = workflow("w").node("a", noting("a"));

        Map.of(2, Duration.ofSeconds(1), 3, Duration.ofSeconds(10)).forEach((crashes, delay) -> {
            SimulatedEngine engine = new SimulatedEngine();
            engine.deploy(workflow);
            seed(
                    engine,
                    workflow,
                    new RunId(77),
                    IntStream.rangeClosed(1, crashes).toArray());
            executed.clear();

            engine.engine().recover();
            engine.machine().advance(delay.minusMillis(1));
            assertThat(executed).isEmpty();
            engine.machine().advance(Duration.ofMillis(1));

            assertThat(executed).containsExactly("a");
        });
    }

    @Test
    void failsANodeThatCrashedFourTimesInARow() {
        TestWorkflow workflow = workflow("w")
                .node("a", noting("a"), retry(5, Duration.ofSeconds(1)))
                .node("b", noting("b"), after("a"));
        SimulatedEngine engine = new SimulatedEngine();
        RunId run = new RunId(77);
        engine.deploy(workflow);
        seed(engine, workflow, run, 1, 2, 3, 4);

        engine.engine().recover();
        engine.machine().runToEnd();

        assertThat(engine.look(workflow, run))
                .ended(RunStatus.FAILED)
                .failure("a", "Crashed")
                .node("b", NodeStatus.SKIPPED);
        assertThat(executed).isEmpty();
    }

    @Test
    void recoversTenThousandRuns() {
        TestWorkflow workflow = workflow("w").node("a", sleeping(Duration.ofMinutes(10)));
        SimulatedEngine engine = new SimulatedEngine();
        engine.deploy(workflow);
        for (int i = 1; i <= 10_000; i++) {
            seed(engine, workflow, new RunId(i), 1);
        }

        assertThat(engine.engine().recover()).isEqualTo(10_000);
        assertThat(engine.compiler().compiled()).isEqualTo(1);
        assertThat(engine.engine().recover()).isZero();
        engine.machine().runToEnd();

        assertThat(engine.engine().openRuns()).isZero();
    }

    /** Stores a run whose first node has begun these attempts. */
    private static void seed(SimulatedEngine engine, TestWorkflow workflow, RunId run, int... attempts) {
        SimulatedEngine model = new SimulatedEngine();
        RunId first = model.launch(workflow);
        RunRecord start = model.store().runs().events(first).get(0);
        List<RunRecord> records = new ArrayList<>(List.of(new RunRecord(run, 1, start.event())));
        for (int attempt : attempts) {
            records.add(new RunRecord(
                    run,
                    records.size() + 1,
                    new AttemptStarted("a", attempt, start.event().at())));
        }
        engine.store().runs().append(records);
    }

    private TestNode noting(String id) {
        return running(context -> {
            executed.add(id);
            return NodeResult.completed(Payload.of(id));
        });
    }
}
