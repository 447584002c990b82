package io.sandglass.engine.steering;

import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestNode;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.steering.SteeringResult.Done;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.RunId;
import io.sandglass.run.RunState;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A rerun from a node on finds what the nodes before it left behind. */
class RerunValuesTest {
    private final SimulatedEngine engine = new SimulatedEngine();
    private final Asked asked = new Asked("ann", "again");
    private final TestWorkflow workflow = workflow("w")
            .node("before", writing("kept", 41))
            .node("from", writing("made", 1), after("before"))
            .node("read", reading(), after("from"));

    @Test
    void takesOverTheValuesAndSignalsButNotWhatIsDoneAgain() {
        RunId run = engine.launch(workflow);
        Payload data = Payload.of(Map.of("by", "ann"));
        engine.engine().steerAsync(run, new Operation.Signal("go", data), asked);
        engine.machine().runToEnd();

        RunState first = engine.look(workflow, rerun(run, "from")).state();
        RunState again = engine.look(workflow, rerun(run, "before")).state();

        assertThat(first.node("read").state().output()).contains(Payload.of(41));
        assertThat(first.values().keySet()).containsExactlyInAnyOrder("kept", "made");
        assertThat(first.signal("go")).contains(data);
        assertThat(again.signal("go")).contains(data);
    }

    private RunId rerun(RunId run, String from) {
        var answer = engine.engine().steerAsync(run, new Operation.Rerun(Optional.of(from)), asked);
        engine.machine().runToEnd();
        return ((Done) answer.join()).run();
    }

    private static TestNode writing(String key, int value) {
        return running(context -> {
            context.state().put(key, Payload.of(value));
            return NodeResult.completed(Payload.EMPTY);
        });
    }

    private static TestNode reading() {
        return running(
                context -> NodeResult.completed(context.state().get("kept").orElse(Payload.EMPTY)));
    }
}
