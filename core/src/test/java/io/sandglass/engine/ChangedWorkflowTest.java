package io.sandglass.engine;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;

import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Runs that are open while their workflow changes (S10). */
class ChangedWorkflowTest {
    private static final Duration NAP = Duration.ofMinutes(10);

    private final SimulatedEngine engine = new SimulatedEngine();
    private final TestWorkflow before = workflow("w").node("a", sleeping(NAP)).node("b", echo(), after("a"));
    private final TestWorkflow changed = workflow("w").node("a", sleeping(NAP)).node("c", echo(), after("a"));

    @Test
    void goOnAsTheyBegan() {
        RunId early = engine.launch(before);
        engine.machine().settle();

        RunId late = change();
        engine.machine().runToEnd();

        assertEnds(early, late);
    }

    @Test
    void goOnAsTheyBeganAfterACrashToo() {
        RunId early = engine.launch(before);
        engine.machine().settle();

        RunId late = change();
        engine.machine().settle();
        engine.crashAndRecover();
        engine.machine().runToEnd();

        assertEnds(early, late);
    }

    /** @return a run of what it is now */
    private RunId change() {
        engine.compiler().put("changed", changed.plan());
        engine.store().specs().save(changed.key(), "changed", "test", Instant.EPOCH);
        LaunchRequest newest = new LaunchRequest(changed.key(), OptionalInt.empty(), Payload.EMPTY, Cause.manual());
        return ((LaunchResult.Started) engine.launch(newest)).run();
    }

    private void assertEnds(RunId early, RunId late) {
        assertThat(engine.look(before, early)).ended(RunStatus.SUCCEEDED).node("b", NodeStatus.SUCCEEDED);
        assertThat(engine.look(changed, late)).ended(RunStatus.SUCCEEDED).node("c", NodeStatus.SUCCEEDED);
    }
}
