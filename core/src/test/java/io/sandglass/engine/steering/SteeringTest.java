package io.sandglass.engine.steering;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.failing;
import static io.sandglass.engine.fixture.TestNode.retry;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.SteeringFixture;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.steering.SteeringResult.Done;
import io.sandglass.engine.steering.SteeringResult.Refused;
import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent.CancelRequested;
import io.sandglass.run.RunEvent.PriorityChanged;
import io.sandglass.run.RunId;
import io.sandglass.run.RunPhase;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.FailurePolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What else can be asked of a run. */
@Timeout(60)
class SteeringTest extends SteeringFixture {
    @Test
    void killGivesUpWhatRunsAtOnce() {
        TestWorkflow workflow =
                workflow("w").node("a", sleeping(Duration.ofHours(1))).node("b", echo(), after("a"));
        RunId run = engine.launch(workflow);
        engine.machine().settle();

        steer(run, new Operation.Cancel(true));
        engine.machine().settle();

        assertThat(engine.look(workflow, run)).ended(RunStatus.CANCELLED).node("a", NodeStatus.CANCELLED);
        assertThat(engine.look(workflow, run).events(CancelRequested.class))
                .allMatch(request -> request.kill() && request.asked().equals(ALICE));
    }

    @Test
    void skipAndForceGiveANodeItsEndAndGiveItsAttemptUp() {
        TestWorkflow workflow = workflow("w")
                .node("asleep", sleeping(Duration.ofHours(1)))
                .node("retrying", failing(), retry(2, Duration.ofHours(1)))
                .node("waiting", noting("waiting"), after("asleep"))
                .node("last", noting("last"), after("retrying"));
        RunId run = engine.launch(workflow);
        engine.machine().settle();

        steer(run, new Operation.Force("retrying", NodeStatus.SUCCEEDED, Payload.of(Map.of("rows", 5))));
        steer(run, new Operation.Force("asleep", NodeStatus.SKIPPED, Payload.EMPTY));
        engine.machine().settle();

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
        engine.machine().settle();

        steer(run, new Operation.Force("a", NodeStatus.FAILED, Payload.EMPTY));
        engine.machine().settle();

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
        engine.machine().settle();

        steer(run, new Operation.Signal("closed", Payload.of(Map.of("total", 3))));
        engine.crashAndRecover();
        engine.machine().runToEnd();

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
        engine.machine().advance(Duration.ofMinutes(4));

        engine.crashAndRecover();
        engine.machine().advance(Duration.ofMinutes(6).minusMillis(1));
        assertThat(engine.engine().openRuns()).isEqualTo(1);
        engine.machine().advance(Duration.ofMillis(1));

        assertThat(engine.look(workflow, run)).ended(RunStatus.FAILED).failure("a", "Late");
    }

    @Test
    void anApprovalCompletesANodeAndARejectionFailsIt() {
        TestWorkflow workflow = workflow("w")
                .node("yes", awaiting(Expectation.decision("Pay?")))
                .node("no", awaiting(Expectation.decision("Pay?")))
                .node("gate", awaiting(Expectation.decision("Pay?").completingOnRejection()));
        RunId run = engine.launch(workflow);
        engine.machine().settle();

        steer(run, new Operation.Decide("yes", true, Payload.of(Map.of("limit", 9))));
        steer(run, new Operation.Decide("no", false, Payload.EMPTY));
        steer(run, new Operation.Decide("gate", false, Payload.EMPTY));
        engine.machine().settle();

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
        engine.machine().settle();

        steer(run, new Operation.Prioritise(9));

        assertThat(engine.look(chain(), run).state().priority()).hasValue(9);
        assertThat(engine.look(chain(), run).events(PriorityChanged.class)).hasSize(1);
    }

    @Test
    void aRunThatNoEngineHasTakenUpIsSteeredInItsRecord() {
        TestWorkflow workflow = chain();
        RunId run = engine.launch(workflow);
        engine.machine().settle();
        engine.machine().crash();
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
        engine.machine().settle();

        Refused refused = (Refused) steer(run, new Operation.Force("slep", NodeStatus.SKIPPED, Payload.EMPTY));

        assertThat(refused.code()).isEqualTo(SteeringResult.Code.UNKNOWN_NODE);
        assertThat(refused.message()).contains("did you mean 'sleep'?");
        assertThat(((Refused) steer(new RunId(77), new Operation.Pause())).code())
                .isEqualTo(SteeringResult.Code.UNKNOWN_RUN);
        assertThat(((Refused) steer(run, new Operation.Decide("sleep", true, Payload.EMPTY))).code())
                .isEqualTo(SteeringResult.Code.NOT_ASKED);
        assertThat(((Refused) steer(run, new Operation.Prioritise(10))).code())
                .isEqualTo(SteeringResult.Code.BAD_VALUE);
        assertThat(((Refused) steer(run, new Operation.Force("first", NodeStatus.SKIPPED, Payload.EMPTY))).code())
                .isEqualTo(SteeringResult.Code.NODE_ENDED);
    }

    @Test
    void refusesDataOfTooManyValues() {
        RunId run = engine.launch(chain());
        engine.machine().settle();
        Payload data = Payload.of(Map.of("list", Collections.nCopies(500_000, 0)));

        Refused signal = (Refused) steer(run, new Operation.Signal("go", data));
        Refused force = (Refused) steer(run, new Operation.Force("sleep", NodeStatus.SUCCEEDED, data));

        assertThat(signal.code()).isEqualTo(SteeringResult.Code.BAD_VALUE);
        assertThat(signal.message()).isEqualTo("the data takes more than 500000 values");
        assertThat(force.message()).contains("the output takes more than 500000 values", "'sleep'");
    }
}
