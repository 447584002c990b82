package io.sandglass.engine.run;

import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.failing;
import static io.sandglass.engine.fixture.TestNode.returning;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.RunAssert;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestNode;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunStatus;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bookkeeping must stay linear in nodes and edges: quadratic work would take minutes here (S1). */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LargeRunTest {
    private static final int NODES = 100_000;

    @Test
    void runsAFan() {
        TestWorkflow fan = workflow("fan").node("root", returning("go"));
        String[] leaves = IntStream.range(0, NODES - 2).mapToObj(i -> "n" + i).toArray(String[]::new);
        for (String leaf : leaves) {
            fan.node(leaf, returning(1), after("root"));
        }
        fan.node("join", returning("done"), after(leaves));

        EndedRun run = new SimulatedEngine().runToEnd(fan);

        RunAssert.assertThat(run).ended(RunStatus.SUCCEEDED).output("join", "done");
        assertThat(run.statuses().values()).hasSize(NODES).containsOnly(NodeStatus.SUCCEEDED);
    }

    @Test
    void runsAChain() {
        EndedRun run = new SimulatedEngine().runToEnd(chain(returning(1)));

        RunAssert.assertThat(run).ended(RunStatus.SUCCEEDED);
        assertThat(run.statuses().values()).hasSize(NODES).containsOnly(NodeStatus.SUCCEEDED);
    }

    @Test
    void skipsAChainAtOnce() {
        EndedRun run = new SimulatedEngine().runToEnd(chain(failing()));

        RunAssert.assertThat(run).ended(RunStatus.FAILED);
        assertThat(run.statuses().values())
                .filteredOn(NodeStatus.SKIPPED::equals)
                .hasSize(NODES - 1);
        assertThat(Duration.between(
                        run.events().get(0).at(),
                        run.state().end().orElseThrow().at()))
                .isZero();
    }

    private static TestWorkflow chain(TestNode first) {
        TestWorkflow chain = workflow("chain").node("n0", first);
        for (int i = 1; i < NODES; i++) {
            chain.node("n" + i, returning(1), after("n" + (i - 1)));
        }
        return chain;
    }
}
