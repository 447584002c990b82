package io.sandglass.engine.steering;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.atMostOnce;
import static io.sandglass.engine.fixture.TestNode.retry;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestNode.when;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.SteeringFixture;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.steering.SteeringResult.Done;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.RunPaused;
import io.sandglass.run.RunId;
import io.sandglass.run.RunPhase;
import io.sandglass.run.RunStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pausing runs and letting them go on. */
@Timeout(60)
class PausedRunsTest extends SteeringFixture {
    @Test
    void aPausedRunStartsNothingNewAndGoesOnOnceResumed() {
        TestWorkflow workflow = chain();
        RunId run = engine.launch(workflow);
        engine.machine().settle();

        assertThat(steer(run, new Operation.Pause())).isInstanceOf(Done.class);
        engine.machine().advance(Duration.ofHours(2));
        assertThat(executed).containsExactly("first");
        assertThat(engine.look(workflow, run).node("sleep").status()).isEqualTo(NodeStatus.SUCCEEDED);
        steer(run, new Operation.Resume());
        engine.machine().runToEnd();

        assertThat(executed).containsExactly("first", "last");
        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
        assertThat(engine.look(workflow, run).events(RunPaused.class))
                .extracting(RunPaused::asked)
                .containsExactly(ALICE);
    }

    @Test
    void aPauseSurvivesARestart() {
        TestWorkflow workflow = chain();
        RunId run = engine.launch(workflow);
        engine.machine().settle();
        steer(run, new Operation.Pause());

        engine.crashAndRecover();
        engine.machine().advance(Duration.ofHours(2));
        assertThat(executed).containsExactly("first");
        assertThat(explain(run).phase()).isEqualTo(RunPhase.PAUSED);
        steer(run, new Operation.Resume());
        engine.machine().runToEnd();

        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
    }

    @Test
    void aPauseHoldsBackARetryUntilTheRunIsResumed() {
        TestWorkflow workflow = workflow("w").node("a", flaky("a"), retry(2, Duration.ofSeconds(10)));
        RunId run = engine.launch(workflow);
        engine.machine().settle();

        steer(run, new Operation.Pause());
        engine.machine().advance(Duration.ofMinutes(1));
        assertThat(executed).hasSize(1);
        broken = false;
        steer(run, new Operation.Resume());
        engine.machine().runToEnd();

        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
        assertThat(executed).hasSize(2);
    }

    @Test
    void resumingBeforeARetryIsDueMakesOneAttemptOnly() {
        TestWorkflow workflow = workflow("w").node("a", flaky("a"), retry(2, Duration.ofSeconds(10)));
        RunId run = engine.launch(workflow);
        engine.machine().settle();

        steer(run, new Operation.Pause());
        engine.machine().advance(Duration.ofSeconds(5));
        steer(run, new Operation.Resume());
        engine.machine().runToEnd();

        assertThat(executed).hasSize(2);
        assertThat(engine.look(workflow, run)).ended(RunStatus.FAILED);
    }

    @Test
    void aClockThatIsSetNeitherEndsNorProlongsAWaitWhenItsRunIsResumed() {
        for (Duration shift : List.of(Duration.ofHours(2), Duration.ofHours(-1))) {
            SimulatedEngine machine = new SimulatedEngine();
            TestWorkflow workflow = workflow("w").node("sleep", sleeping(Duration.ofHours(1)));
            RunId run = machine.launch(workflow);
            machine.machine().advance(Duration.ofMinutes(10));

            machine.machine().jump(shift);
            machine.engine().steerAsync(run, new Operation.Pause(), ALICE);
            machine.engine().steerAsync(run, new Operation.Resume(), ALICE);
            machine.machine().advance(Duration.ofMinutes(49));
            assertThat(machine.look(workflow, run).node("sleep").status()).isEqualTo(NodeStatus.SUSPENDED);
            machine.machine().advance(Duration.ofMinutes(2));

            assertThat(machine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
            assertThat(machine.look(workflow, run).events(RunPaused.class)).hasSize(1);
        }
    }

    /** Its code would begin as soon as its start is durable, which a slow disk may take seconds for. */
    @Test
    void nothingIsRecordedToStartAfterAPause() {
        for (int steps = 1; steps < 120; steps++) {
            SimulatedEngine fresh = new SimulatedEngine(steps);
            executed.clear();
            TestWorkflow workflow = workflow("w")
                    .node("first", noting("first"))
                    .node("pay", noting("pay"), after("first"), atMostOnce(), when(scope -> true));
            RunId run = fresh.launch(workflow);
            int[] left = {steps};
            fresh.machine().runUntil(() -> left[0]-- == 0);

            var paused = fresh.engine().steerAsync(run, new Operation.Pause(), ALICE);
            fresh.machine().runToEnd();
            if (!(paused.join() instanceof Done)) {
                continue; // it has ended
            }
            assertThat(fresh.look(workflow, run).events(RunEvent.class))
                    .as("after %s steps", steps)
                    .filteredOn(event -> event instanceof RunPaused || event instanceof AttemptStarted)
                    .last()
                    .isInstanceOf(RunPaused.class);
            fresh.engine().steerAsync(run, new Operation.Resume(), ALICE);
            fresh.machine().runToEnd();

            assertThat(fresh.look(workflow, run)).ended(RunStatus.SUCCEEDED);
            assertThat(executed).containsExactly("first", "pay");
        }
    }

    @Test
    void whatWaitsForAPlaceIsTakenBackByAPause() {
        SimulatedEngine narrow =
                new SimulatedEngine(1, config -> config.limits(config.limits().maxConcurrentNodes(1)));
        TestWorkflow workflow = workflow("w");
        for (int i = 0; i < 5; i++) {
            workflow.node("n" + i, noting("n" + i));
        }
        RunId run = narrow.launch(workflow);
        var paused = narrow.engine().steerAsync(run, new Operation.Pause(), ALICE);
        narrow.machine().runUntil(paused::isDone);
        narrow.machine().runToEnd();
        int before = executed.size();

        var resumed = narrow.engine().steerAsync(run, new Operation.Resume(), ALICE);
        narrow.machine().runUntil(resumed::isDone);
        narrow.machine().runToEnd();

        assertThat(before).isLessThan(5);
        assertThat(executed).containsExactlyInAnyOrder("n0", "n1", "n2", "n3", "n4");
        assertThat(narrow.look(workflow, run)).ended(RunStatus.SUCCEEDED);
    }
}
