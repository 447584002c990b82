package io.sandglass.engine;

import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.failing;
import static io.sandglass.engine.fixture.TestNode.retry;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.step.RunEnds;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunId;
import io.sandglass.run.RunState;
import io.sandglass.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The end of a run whose records the store does not take. */
class CutOffTest {
    private final SimulatedEngine engine = new SimulatedEngine();

    @Test
    void whatWasUnderWayIsRunAgainByARetry() {
        TestWorkflow workflow = TestWorkflow.workflow("w")
                .node("done", echo())
                .node("retrying", failing(), retry(2, Duration.ofHours(1)))
                .node("asleep", sleeping(Duration.ofHours(1)))
                .node("waiting", echo(), after("asleep"));
        RunId run = engine.launch(workflow);
        engine.machine().settle();

        RunState state = engine.look(workflow, run).state();
        for (RunEvent event : RunEnds.cutOff(state, "it cannot go on", Instant.EPOCH)) {
            state = state.apply(event);
        }

        assertThat(state.status()).isEqualTo(RunStatus.FAILED);
        assertThat(state.node("waiting").status()).isEqualTo(NodeStatus.WAITING);
        assertThat(SecondRun.again(state)).containsExactly("retrying", "asleep");
    }
}
