package io.sandglass.engine.steering;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.returning;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.explain.NodeReason;
import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.SteeringFixture;
import io.sandglass.engine.fixture.TestNode;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.steering.SteeringResult.Done;
import io.sandglass.plugin.Payload;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.RunReopened;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunPhase;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.ConcurrencySpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that are run again, in part or as a whole. */
@Timeout(60)
class RetryAndRerunTest extends SteeringFixture {
    @Test
    void retryRunsWhatFailedAndWhatWasSkippedBecauseOfItButNothingThatSucceeded() {
        TestWorkflow workflow = workflow("w")
                .node("good", noting("good"))
                .node("bad", flaky("bad"), after("good"))
                .node("next", noting("next"), after("bad"))
                .node("never", echo(), TestNode.when(scope -> false))
                .node("after-never", noting("after-never"), after("never"));
        RunId run = engine.launch(workflow);
        engine.machine().runToEnd();
        assertThat(engine.look(workflow, run)).ended(RunStatus.FAILED).node("next", NodeStatus.SKIPPED);
        broken = false;

        Done done = (Done) steer(run, new Operation.Retry());
        engine.machine().runToEnd();

        assertThat(done.nodes()).containsExactly("bad", "next");
        EndedRun ended = engine.look(workflow, run);
        assertThat(ended).ended(RunStatus.SUCCEEDED).node("after-never", NodeStatus.SKIPPED);
        assertThat(executed).containsExactly("good", "bad", "bad", "next");
        assertThat(ended.events(AttemptStarted.class))
                .filteredOn(start -> start.node().equals("bad"))
                .extracting(AttemptStarted::attempt)
                .containsExactly(1, 2);
        assertThat(ended.events(RunReopened.class)).hasSize(1);
        assertThat(engine.engine().openRuns()).isZero();
    }

    @Test
    void aReopenedRunGoesOnAfterACrashRightAfterwards() {
        TestWorkflow workflow = workflow("w").node("bad", flaky("bad")).node("next", noting("next"), after("bad"));
        RunId run = engine.launch(workflow);
        engine.machine().runToEnd();
        broken = false;
        var answer = engine.engine().steerAsync(run, new Operation.Retry(), ALICE);
        engine.machine().runUntil(answer::isDone);

        engine.crashAndRecover();
        engine.machine().runToEnd();

        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
    }

    @Test
    void retryGivesARunThatWasCancelledItsRest() {
        TestWorkflow workflow = chain();
        RunId run = engine.launch(workflow);
        engine.machine().settle();
        steer(run, new Operation.Cancel(false));
        engine.machine().runToEnd();

        steer(run, new Operation.Retry());
        engine.machine().runToEnd();

        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
        assertThat(executed).containsExactly("first", "last");
    }

    @Test
    void rerunStartsANewRunWithTheSameInputs() {
        TestWorkflow workflow = chain();
        RunId run = engine.launch(workflow, Payload.of(Map.of("day", "monday")));
        engine.machine().runToEnd();

        Done done = (Done) steer(run, new Operation.Rerun(Optional.empty()));
        engine.machine().runToEnd();

        EndedRun again = engine.look(workflow, done.run());
        RunStarted start = again.state().started().orElseThrow();
        assertThat(done.run()).isNotEqualTo(run);
        assertThat(start.inputs()).isEqualTo(Payload.of(Map.of("day", "monday")));
        assertThat(start.cause().kind()).isEqualTo("rerun");
        assertThat(start.cause().data().object()).containsEntry("origin", run.toString());
        assertThat(executed).containsExactly("first", "last", "first", "last");
        assertThat(again).ended(RunStatus.SUCCEEDED);
    }

    @Test
    void rerunFromANodeTakesOverTheResultsOfTheOthers() {
        TestWorkflow workflow = workflow("w")
                .node("first", returning(7))
                .node("side", noting("side"))
                .node("middle", noting("middle"), after("first"))
                .node(
                        "last",
                        echo(),
                        after("middle", "side"),
                        TestNode.with(
                                scope -> Map.of(
                                        "in", scope.outputs().get("first").value()),
                                "first"));
        RunId run = engine.launch(workflow);
        engine.machine().runToEnd();
        executed.clear();

        Done done = (Done) steer(run, new Operation.Rerun(Optional.of("middle")));
        engine.machine().runToEnd();

        assertThat(done.nodes()).containsExactly("first", "side");
        assertThat(executed).containsExactly("middle");
        assertThat(engine.look(workflow, done.run())).ended(RunStatus.SUCCEEDED).output("last", Map.of("in", 7));
    }

    @Test
    void aRerunOfARerunDoesNotNameItsFirstNode() {
        TestWorkflow workflow = chain();
        RunId run = engine.launch(workflow, Payload.of(Map.of("day", "monday")));
        engine.machine().runToEnd();
        Done part = (Done) steer(run, new Operation.Rerun(Optional.of("last")));
        engine.machine().runToEnd();

        Done whole = (Done) steer(part.run(), new Operation.Rerun(Optional.empty()));
        engine.machine().runToEnd();

        RunStarted start = engine.look(workflow, whole.run()).state().started().orElseThrow();
        assertThat(start.cause().data().object())
                .containsEntry("origin", part.run().toString())
                .doesNotContainKey("from");
    }

    @Test
    void aReopenedRunWaitsForItsTurnAgain() {
        TestWorkflow workflow = workflow("w")
                .concurrency(new ConcurrencySpec(
                        Optional.empty(),
                        1,
                        ConcurrencySpec.OnLimit.QUEUE,
                        OptionalInt.empty(),
                        Optional.empty(),
                        ConcurrencySpec.Scope.WORKFLOW))
                .node("nap", sleeping(Duration.ofMinutes(1)))
                .node("bad", flaky("bad"), after("nap"));
        RunId first = engine.launch(workflow);
        engine.machine().runToEnd();
        RunId second = engine.launch(workflow);
        engine.machine().settle();
        broken = false;

        steer(first, new Operation.Retry());
        engine.machine().settle();
        assertThat(explain(first).phase()).isEqualTo(RunPhase.QUEUED);
        assertThat(explain(first).nodes().get(1).code()).isEqualTo(NodeReason.Code.SLOT);
        engine.machine().runToEnd();

        assertThat(engine.look(workflow, first)).ended(RunStatus.SUCCEEDED);
        assertThat(engine.look(workflow, second)).ended(RunStatus.SUCCEEDED);
        assertThat(executed).hasSize(3);
    }
}
