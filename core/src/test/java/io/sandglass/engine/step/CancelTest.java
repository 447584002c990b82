package io.sandglass.engine.step;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.failing;
import static io.sandglass.engine.fixture.TestNode.retry;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent.CancelRequested;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CancelTest {
    private final SimulatedEngine engine = new SimulatedEngine();
    private final TestWorkflow workflow = workflow("w")
            .node("done", echo())
            .node("asleep", sleeping(Duration.ofHours(1)))
            .node("retrying", failing(), retry(2, Duration.ofHours(1)))
            .node("waiting", echo(), after("asleep"));

    @Test
    void endsEverythingThatHasNotEnded() {
        RunId run = engine.launch(workflow);
        engine.machine().settle();

        assertThat(engine.engine().cancel(run, "enough")).isTrue();
        engine.machine().settle();

        assertThat(engine.look(workflow, run))
                .ended(RunStatus.CANCELLED)
                .error("the run was cancelled: enough")
                .node("done", NodeStatus.SUCCEEDED)
                .cancelled("asleep", "the run was cancelled: enough")
                .cancelled("retrying", "the run was cancelled: enough")
                .cancelled("waiting", "the run was cancelled: enough");
    }

    @Test
    void isRecordedOnce() {
        RunId run = engine.launch(workflow);
        engine.machine().settle();

        engine.engine().cancel(run, "enough");
        engine.engine().cancel(run, "really");
        engine.machine().settle();

        assertThat(engine.look(workflow, run).events(CancelRequested.class)).hasSize(1);
    }

    @Test
    void isFalseForARunThatHasEndedOrNeverWas() {
        TestWorkflow quick = workflow("quick").node("a", echo());
        RunId run = engine.launch(quick);
        engine.machine().settle();

        assertThat(engine.engine().cancel(run, "late")).isFalse();
        assertThat(engine.engine().cancel(new RunId(7), "never")).isFalse();
        assertThat(engine.look(quick, run)).ended(RunStatus.SUCCEEDED);
    }

    @Test
    void aFailureBeforeTheCancelStillCounts() {
        TestWorkflow failed = workflow("f").node("a", failing()).node("b", sleeping(Duration.ofHours(1)));
        RunId run = engine.launch(failed);
        engine.machine().settle();

        engine.engine().cancel(run, "enough");
        engine.machine().settle();

        assertThat(engine.look(failed, run)).ended(RunStatus.FAILED).node("b", NodeStatus.CANCELLED);
    }

    @Test
    void cancelsAHugeRunWhoseNodesWaitAtTheGate() {
        TestWorkflow huge = workflow("huge");
        for (int i = 0; i < 20_000; i++) {
            huge.node("n" + i, echo());
        }
        RunId run = engine.launch(huge);
        engine.engine().cancel(run, "enough");

        engine.machine().runToEnd();

        assertThat(engine.look(huge, run)).ended(RunStatus.CANCELLED);
    }
}
