package io.sandglass.engine.step;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.failing;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestNode.when;
import static io.sandglass.engine.fixture.TestNode.with;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static io.sandglass.run.NodeStatus.FAILED;
import static io.sandglass.run.NodeStatus.SUCCEEDED;
import static io.sandglass.spec.FailurePolicy.ALWAYS;
import static io.sandglass.spec.FailurePolicy.CONTINUE_POSSIBLE;
import static io.sandglass.spec.FailurePolicy.HALT;

import io.sandglass.engine.fixture.Fakes;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.FailurePolicy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {
    private final SimulatedEngine engine = new SimulatedEngine();

    @Test
    void succeedsWhenNothingFails() {
        var workflow = workflow("w")
                .node("a", echo(), with(scope -> Map.of("n", 1)))
                .node(
                        "b",
                        echo(),
                        after("a"),
                        with(scope -> Map.of("got", scope.outputs().get("a")), "a"))
                .output(
                        "answer",
                        Fakes.template(
                                java.util.Set.of("b"), scope -> scope.outputs().get("b")));

        var run = engine.runToEnd(workflow);

        assertThat(run)
                .ended(RunStatus.SUCCEEDED)
                .output("b", Map.of("got", Map.of("n", 1)))
                .outputs(Map.of("answer", Map.of("got", Map.of("n", 1))));
    }

    @Test
    void skipsDownstreamNodesWhenPolicyIsHalt() {
        var workflow = workflow("w").policy(HALT).node("a", failing()).node("b", echo(), after("a"));

        var run = engine.runToEnd(workflow);

        assertThat(run)
                .ended(RunStatus.FAILED)
                .error("node 'a' failed: Broken: it broke")
                .skipped("b", "needs 'a', which failed");
    }

    @Test
    void haltCancelsWhatSleepsAndWhatWaits() {
        var workflow = diamond(HALT).node("slow", sleeping(Duration.ofHours(1))).node("later", echo(), after("slow"));

        var run = engine.runToEnd(workflow);

        assertThat(run)
                .ended(RunStatus.FAILED)
                .cancelled("slow", "the run halted because 'left' failed")
                .cancelled("later", "the run halted because 'left' failed")
                .skipped("join", "needs 'left', which failed")
                .skipped("end", "needs 'join', which was skipped");
    }

    @Test
    void continuePossibleRunsWhatIsNotDownstreamOfAFailure() {
        var run = engine.runToEnd(diamond(CONTINUE_POSSIBLE));

        assertThat(run)
                .ended(RunStatus.FAILED)
                .node("top", SUCCEEDED)
                .node("left", FAILED)
                .node("right", SUCCEEDED)
                .skipped("join", "needs 'left', which failed")
                .skipped("end", "needs 'join', which was skipped");
    }

    @Test
    void alwaysRunsEverythingWithFailedOutputsAbsent() {
        var run = engine.runToEnd(diamond(ALWAYS));

        assertThat(run)
                .ended(RunStatus.FAILED)
                .node("left", FAILED)
                .output("join", Map.of("seen", java.util.List.of("right")))
                .node("end", SUCCEEDED);
    }

    @Test
    void skipsANodeWhoseConditionIsFalseAndAllThatNeedIt() {
        var workflow = workflow("w")
                .policy(ALWAYS)
                .node("a", echo(), when(scope -> false))
                .node("b", echo(), after("a"))
                .node("c", echo());

        var run = engine.runToEnd(workflow);

        assertThat(run)
                .ended(RunStatus.SUCCEEDED)
                .skipped("a", "'when' is false")
                .skipped("b", "needs 'a', which was skipped")
                .node("c", SUCCEEDED);
    }

    @Test
    void runsAWorkflowWithoutNodes() {
        assertThat(engine.runToEnd(workflow("w"))).ended(RunStatus.SUCCEEDED);
    }

    @Test
    void failsWhenAnOutputCannotBeEvaluated() {
        var workflow = workflow("w").node("a", echo()).output("bad", Fakes.template(java.util.Set.of(), scope -> {
            throw new io.sandglass.expression.EvaluationFailed("no such thing");
        }));

        var run = engine.runToEnd(workflow);

        assertThat(run)
                .ended(RunStatus.FAILED)
                .node("a", SUCCEEDED)
                .error("output 'bad' could not be evaluated: no such thing");
    }

    private static TestWorkflow diamond(FailurePolicy policy) {
        return workflow("diamond")
                .policy(policy)
                .node("top", echo())
                .node("left", failing(), after("top"))
                .node("right", echo(), after("top"))
                .node(
                        "join",
                        echo(),
                        after("left", "right"),
                        with(scope -> Map.of("seen", scope.outputs().keySet()), "left", "right"))
                .node("end", echo(), after("join"));
    }
}
