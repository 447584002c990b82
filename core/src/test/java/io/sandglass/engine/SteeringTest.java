package io.sandglass.engine;

import static io.sandglass.engine.RunAssert.assertThat;
import static io.sandglass.engine.TestNode.after;
import static io.sandglass.engine.TestNode.echo;
import static io.sandglass.engine.TestNode.failing;
import static io.sandglass.engine.TestNode.retry;
import static io.sandglass.engine.TestNode.returning;
import static io.sandglass.engine.TestNode.running;
import static io.sandglass.engine.TestNode.sleeping;
import static io.sandglass.engine.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.Steered.Done;
import io.sandglass.engine.Steered.Refused;
import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.CancelRequested;
import io.sandglass.run.RunEvent.PriorityChanged;
import io.sandglass.run.RunEvent.RunPaused;
import io.sandglass.run.RunEvent.RunReopened;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunPhase;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.ConcurrencySpec;
import io.sandglass.spec.FailurePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SteeringTest {
    private static final Asked ALICE = new Asked("alice", "the deploy window");

    private final SimulatedEngine engine = new SimulatedEngine();
    private final List<String> executed = new ArrayList<>();
    private boolean broken = true;

    @Test
    void aPausedRunStartsNothingNewAndGoesOnOnceResumed() {
        TestWorkflow workflow = chain();
        RunId run = engine.launch(workflow);
        engine.machine.settle();

        assertThat(steer(run, new Operation.Pause())).isInstanceOf(Done.class);
        engine.machine.advance(Duration.ofHours(2));
        assertThat(executed).containsExactly("first");
        assertThat(engine.look(workflow, run).node("sleep").status()).isEqualTo(NodeStatus.SUCCEEDED);
        steer(run, new Operation.Resume());
        engine.machine.runToEnd();

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
        engine.machine.settle();
        steer(run, new Operation.Pause());

        engine.crashAndRecover();
        engine.machine.advance(Duration.ofHours(2));
        assertThat(executed).containsExactly("first");
        assertThat(explain(run).phase()).isEqualTo(RunPhase.PAUSED);
        steer(run, new Operation.Resume());
        engine.machine.runToEnd();

        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
    }

    @Test
    void aPauseHoldsBackARetryUntilTheRunIsResumed() {
        TestWorkflow workflow = workflow("w").node("a", flaky("a"), retry(2, Duration.ofSeconds(10)));
        RunId run = engine.launch(workflow);
        engine.machine.settle();

        steer(run, new Operation.Pause());
        engine.machine.advance(Duration.ofMinutes(1));
        assertThat(executed).hasSize(1);
        broken = false;
        steer(run, new Operation.Resume());
        engine.machine.runToEnd();

        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
        assertThat(executed).hasSize(2);
    }

    @Test
    void resumingBeforeARetryIsDueMakesOneAttemptOnly() {
        TestWorkflow workflow = workflow("w").node("a", flaky("a"), retry(2, Duration.ofSeconds(10)));
        RunId run = engine.launch(workflow);
        engine.machine.settle();

        steer(run, new Operation.Pause());
        engine.machine.advance(Duration.ofSeconds(5));
        steer(run, new Operation.Resume());
        engine.machine.runToEnd();

        assertThat(executed).hasSize(2);
        assertThat(engine.look(workflow, run)).ended(RunStatus.FAILED);
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
        var paused = narrow.engine.steering(run, new Operation.Pause(), ALICE);
        narrow.machine.runUntil(paused::isDone);
        narrow.machine.runToEnd();
        int before = executed.size();

        var resumed = narrow.engine.steering(run, new Operation.Resume(), ALICE);
        narrow.machine.runUntil(resumed::isDone);
        narrow.machine.runToEnd();

        assertThat(before).isLessThan(5);
        assertThat(executed).containsExactlyInAnyOrder("n0", "n1", "n2", "n3", "n4");
        assertThat(narrow.look(workflow, run)).ended(RunStatus.SUCCEEDED);
    }

    @Test
    void killGivesUpWhatRunsAtOnce() {
        TestWorkflow workflow =
                workflow("w").node("a", sleeping(Duration.ofHours(1))).node("b", echo(), after("a"));
        RunId run = engine.launch(workflow);
        engine.machine.settle();

        steer(run, new Operation.Cancel(true));
        engine.machine.settle();

        assertThat(engine.look(workflow, run)).ended(RunStatus.CANCELLED).node("a", NodeStatus.CANCELLED);
        assertThat(engine.look(workflow, run).events(CancelRequested.class))
                .allMatch(request -> request.kill() && request.asked().equals(ALICE));
    }

    @Test
    void retryRunsWhatFailedAndWhatWasSkippedBecauseOfItButNothingThatSucceeded() {
        TestWorkflow workflow = workflow("w")
                .node("good", noting("good"))
                .node("bad", flaky("bad"), after("good"))
                .node("next", noting("next"), after("bad"))
                .node("never", echo(), TestNode.when(scope -> false))
                .node("after-never", noting("after-never"), after("never"));
        RunId run = engine.launch(workflow);
        engine.machine.runToEnd();
        assertThat(engine.look(workflow, run)).ended(RunStatus.FAILED).node("next", NodeStatus.SKIPPED);
        broken = false;

        Done done = (Done) steer(run, new Operation.Retry());
        engine.machine.runToEnd();

        assertThat(done.nodes()).containsExactly("bad", "next");
        EndedRun ended = engine.look(workflow, run);
        assertThat(ended).ended(RunStatus.SUCCEEDED).node("after-never", NodeStatus.SKIPPED);
        assertThat(executed).containsExactly("good", "bad", "bad", "next");
        assertThat(ended.events(AttemptStarted.class))
                .filteredOn(start -> start.node().equals("bad"))
                .extracting(AttemptStarted::attempt)
                .containsExactly(1, 2);
        assertThat(ended.events(RunReopened.class)).hasSize(1);
        assertThat(engine.engine.openRuns()).isZero();
    }

    @Test
    void aReopenedRunGoesOnAfterACrashRightAfterwards() {
        TestWorkflow workflow = workflow("w").node("bad", flaky("bad")).node("next", noting("next"), after("bad"));
        RunId run = engine.launch(workflow);
        engine.machine.runToEnd();
        broken = false;
        var answer = engine.engine.steering(run, new Operation.Retry(), ALICE);
        engine.machine.runUntil(answer::isDone);

        engine.crashAndRecover();
        engine.machine.runToEnd();

        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
    }

    @Test
    void retryGivesARunThatWasCancelledItsRest() {
        TestWorkflow workflow = chain();
        RunId run = engine.launch(workflow);
        engine.machine.settle();
        steer(run, new Operation.Cancel(false));
        engine.machine.runToEnd();

        steer(run, new Operation.Retry());
        engine.machine.runToEnd();

        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
        assertThat(executed).containsExactly("first", "last");
    }

    @Test
    void rerunStartsANewRunWithTheSameInputs() {
        TestWorkflow workflow = chain();
        RunId run = engine.launch(workflow, Payload.of(Map.of("day", "monday")));
        engine.machine.runToEnd();

        Done done = (Done) steer(run, new Operation.Rerun(Optional.empty()));
        engine.machine.runToEnd();

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
        engine.machine.runToEnd();
        executed.clear();

        Done done = (Done) steer(run, new Operation.Rerun(Optional.of("middle")));
        engine.machine.runToEnd();

        assertThat(done.nodes()).containsExactly("first", "side");
        assertThat(executed).containsExactly("middle");
        assertThat(engine.look(workflow, done.run())).ended(RunStatus.SUCCEEDED).output("last", Map.of("in", 7));
    }

    @Test
    void aRerunOfARerunDoesNotNameItsFirstNode() {
        TestWorkflow workflow = chain();
        RunId run = engine.launch(workflow, Payload.of(Map.of("day", "monday")));
        engine.machine.runToEnd();
        Done part = (Done) steer(run, new Operation.Rerun(Optional.of("last")));
        engine.machine.runToEnd();

        Done whole = (Done) steer(part.run(), new Operation.Rerun(Optional.empty()));
        engine.machine.runToEnd();

        RunStarted start = engine.look(workflow, whole.run()).state().started().orElseThrow();
        assertThat(start.cause().data().object())
                .containsEntry("origin", part.run().toString())
                .doesNotContainKey("from");
    }

    @Test
    void skipAndForceGiveANodeItsEndAndGiveItsAttemptUp() {
        TestWorkflow workflow = workflow("w")
                .node("asleep", sleeping(Duration.ofHours(1)))
                .node("retrying", failing(), retry(2, Duration.ofHours(1)))
                .node("waiting", noting("waiting"), after("asleep"))
                .node("last", noting("last"), after("retrying"));
        RunId run = engine.launch(workflow);
        engine.machine.settle();

        steer(run, new Operation.Force("retrying", NodeStatus.SUCCEEDED, Payload.of(Map.of("rows", 5))));
        steer(run, new Operation.Force("asleep", NodeStatus.SKIPPED, Payload.EMPTY));
        engine.machine.settle();

        assertThat(engine.look(workflow, run))
                .ended(RunStatus.SUCCEEDED)
                .output("retrying", Map.of("rows", 5))
                .node("asleep", NodeStatus.SKIPPED)
                .node("waiting", NodeStatus.SKIPPED);
        assertThat(executed).containsExactly("last");
    }

    @Test
    void aNodeForcedToFailHaltsARunWhosePolicyIsHalt() {
        TestWorkflow workflow = workflow("w")
                .policy(FailurePolicy.HALT)
                .node("a", sleeping(Duration.ofHours(1)))
                .node("b", sleeping(Duration.ofHours(1)));
        RunId run = engine.launch(workflow);
        engine.machine.settle();

        steer(run, new Operation.Force("a", NodeStatus.FAILED, Payload.EMPTY));
        engine.machine.settle();

        assertThat(engine.look(workflow, run))
                .ended(RunStatus.FAILED)
                .failure("a", "Forced")
                .cancelled("b", "the run halted because 'a' failed");
    }

    @Test
    void aSignalWakesAllWhoWaitForItAndIsKeptForThoseWhoWillWait() {
        TestWorkflow workflow = workflow("w")
                .node("now", awaiting(Expectation.signal("closed")))
                .node("sleep", sleeping(Duration.ofMinutes(5)))
                .node("later", awaiting(Expectation.signal("closed")), after("sleep"));
        RunId run = engine.launch(workflow);
        engine.machine.settle();

        steer(run, new Operation.Signal("closed", Payload.of(Map.of("total", 3))));
        engine.crashAndRecover();
        engine.machine.runToEnd();

        assertThat(engine.look(workflow, run))
                .ended(RunStatus.SUCCEEDED)
                .output("now", Map.of("total", 3))
                .output("later", Map.of("total", 3));
    }

    @Test
    void aNodeThatNobodySignalsEndsAtItsDeadlineAlsoAfterARestart() {
        NodeFailure late = NodeFailure.of(FailureKind.USER, "Late", "nobody came");
        TestWorkflow workflow = workflow("w")
                .node(
                        "a",
                        running(context -> NodeResult.await(Expectation.signal("never")
                                .until(context.now().plus(Duration.ofMinutes(10)), NodeResult.failed(late)))));
        RunId run = engine.launch(workflow);
        engine.machine.advance(Duration.ofMinutes(4));

        engine.crashAndRecover();
        engine.machine.advance(Duration.ofMinutes(6).minusMillis(1));
        assertThat(engine.engine.openRuns()).isEqualTo(1);
        engine.machine.advance(Duration.ofMillis(1));

        assertThat(engine.look(workflow, run)).ended(RunStatus.FAILED).failure("a", "Late");
    }

    @Test
    void anApprovalCompletesANodeAndARejectionFailsIt() {
        TestWorkflow workflow = workflow("w")
                .node("yes", awaiting(Expectation.decision("Pay?")))
                .node("no", awaiting(Expectation.decision("Pay?")))
                .node("gate", awaiting(Expectation.decision("Pay?").completingOnRejection()));
        RunId run = engine.launch(workflow);
        engine.machine.settle();

        steer(run, new Operation.Decide("yes", true, Payload.of(Map.of("limit", 9))));
        steer(run, new Operation.Decide("no", false, Payload.EMPTY));
        steer(run, new Operation.Decide("gate", false, Payload.EMPTY));
        engine.machine.settle();

        Map<String, Object> words = Map.of("by", "alice", "comment", "the deploy window");
        assertThat(engine.look(workflow, run))
                .ended(RunStatus.FAILED)
                .output(
                        "yes",
                        Map.of("approve", true, "limit", 9, "by", words.get("by"), "comment", words.get("comment")))
                .failure("no", "Rejected")
                .output("gate", Map.of("approve", false, "by", words.get("by"), "comment", words.get("comment")));
    }

    @Test
    void thePriorityIsPartOfTheState() {
        RunId run = engine.launch(chain());
        engine.machine.settle();

        steer(run, new Operation.Prioritise(9));

        assertThat(engine.look(chain(), run).state().priority()).hasValue(9);
        assertThat(engine.look(chain(), run).events(PriorityChanged.class)).hasSize(1);
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
        engine.machine.runToEnd();
        RunId second = engine.launch(workflow);
        engine.machine.settle();
        broken = false;

        steer(first, new Operation.Retry());
        engine.machine.settle();
        assertThat(explain(first).phase()).isEqualTo(RunPhase.QUEUED);
        assertThat(explain(first).nodes().get(1).code()).isEqualTo(NodeReason.Code.SLOT);
        engine.machine.runToEnd();

        assertThat(engine.look(workflow, first)).ended(RunStatus.SUCCEEDED);
        assertThat(engine.look(workflow, second)).ended(RunStatus.SUCCEEDED);
        assertThat(executed).hasSize(3);
    }

    @Test
    void aRunThatNoEngineHasTakenUpIsSteeredInItsRecord() {
        TestWorkflow workflow = chain();
        RunId run = engine.launch(workflow);
        engine.machine.settle();
        engine.machine.crash();
        engine.start();

        assertThat(steer(run, new Operation.Pause())).isInstanceOf(Done.class);
        assertThat(engine.look(workflow, run).state().phase()).isEqualTo(RunPhase.PAUSED);
        assertThat(steer(run, new Operation.Cancel(false))).isInstanceOf(Done.class);

        assertThat(engine.look(workflow, run)).ended(RunStatus.CANCELLED);
        assertThat(executed).containsExactly("first");
    }

    @Test
    void refusalsNameTheNodeThatWasMeant() {
        RunId run = engine.launch(chain());
        engine.machine.settle();

        Refused refused = (Refused) steer(run, new Operation.Force("slep", NodeStatus.SKIPPED, Payload.EMPTY));

        assertThat(refused.code()).isEqualTo(Steered.Code.UNKNOWN_NODE);
        assertThat(refused.message()).contains("did you mean 'sleep'?");
        assertThat(((Refused) steer(new RunId(77), new Operation.Pause())).code())
                .isEqualTo(Steered.Code.UNKNOWN_RUN);
        assertThat(((Refused) steer(run, new Operation.Decide("sleep", true, Payload.EMPTY))).code())
                .isEqualTo(Steered.Code.NOT_ASKED);
        assertThat(((Refused) steer(run, new Operation.Prioritise(10))).code()).isEqualTo(Steered.Code.BAD_VALUE);
        assertThat(((Refused) steer(run, new Operation.Force("first", NodeStatus.SKIPPED, Payload.EMPTY))).code())
                .isEqualTo(Steered.Code.NODE_ENDED);
    }

    private Steered steer(RunId run, Operation operation) {
        var answer = engine.engine.steering(run, operation, ALICE);
        engine.machine.runUntil(answer::isDone);
        assertThat(answer).isDone();
        return answer.join();
    }

    private RunExplanation explain(RunId run) {
        var answer = engine.engine.explaining(run);
        engine.machine.runUntil(answer::isDone);
        assertThat(answer).isDone();
        return answer.join().orElseThrow();
    }

    private TestWorkflow chain() {
        return workflow("chain")
                .node("first", noting("first"))
                .node("sleep", sleeping(Duration.ofHours(1)), after("first"))
                .node("last", noting("last"), after("sleep"));
    }

    private static TestNode awaiting(Expectation expectation) {
        return running(context -> NodeResult.await(expectation));
    }

    private TestNode noting(String id) {
        return running(context -> {
            executed.add(id);
            return NodeResult.completed(Payload.of(id));
        });
    }

    private TestNode flaky(String id) {
        return running(context -> {
            executed.add(id);
            return broken
                    ? NodeResult.failed(NodeFailure.of(FailureKind.EXTERNAL, "Broken", "it broke"))
                    : NodeResult.completed(Payload.of(id));
        });
    }
}
