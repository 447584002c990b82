package io.sandglass.engine;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import io.sandglass.store.FlakyRunStore;
import io.sandglass.store.InMemoryStore;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Open runs that cannot be taken up as they are: they end with the reason, or stay for the next start. */
class UnrecoverableRunsTest {
    @Test
    void leavesARunThatCannotBeReadAndGoesOnWithTheOthers() {
        InMemoryStore memory = new InMemoryStore();
        FlakyRunStore garbled = new FlakyRunStore(memory.runs());
        SimulatedEngine engine = new SimulatedEngine(1, UnaryOperator.identity(), garbled);
        TestWorkflow workflow = workflow("w").node("a", sleeping(Duration.ofMinutes(10)));
        RunId bad = engine.launch(workflow);
        RunId good = engine.launch(workflow);
        engine.machine().settle();
        garbled.garble(bad::equals);

        engine.crashAndRecover();
        engine.machine().runToEnd();

        assertThat(EndedRun.of(workflow.plan(), memory.runs().events(good))).ended(RunStatus.SUCCEEDED);
        assertThat(memory.runs().openRuns()).containsExactly(bad);
    }

    @Test
    void endsARunThatCanNoLongerBePlanned() {
        TestWorkflow workflow = workflow("w").node("a", sleeping(Duration.ofMinutes(10)));
        SimulatedEngine engine = new SimulatedEngine();
        RunId run = engine.launch(workflow);
        engine.machine().settle();
        engine.compiler().remove("w");

        engine.crashAndRecover();
        engine.machine().settle();

        assertThat(engine.look(workflow, run))
                .ended(RunStatus.FAILED)
                .error("the run could not be resumed: 1:1 NO_PLAN: nobody planned it; plan it");
        assertThat(engine.engine().openRuns()).isZero();
    }

    @Test
    void leavesARunOpenIfItIsNotItsDocumentThatCannotBePlanned() {
        TestWorkflow workflow = workflow("w").node("a", sleeping(Duration.ofMinutes(10)));
        SimulatedEngine engine = new SimulatedEngine();
        RunId run = engine.launch(workflow);
        engine.machine().settle();
        engine.compiler().fail(new IllegalStateException("the plugins are being replaced"));

        engine.crashAndRecover();
        engine.machine().settle();
        assertThat(engine.store().runs().openRuns()).containsExactly(run);
        engine.compiler().works();
        engine.crashAndRecover();
        engine.machine().runToEnd();

        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
    }

    @Test
    void endsARunWhosePlanLostItsNodes() {
        SimulatedEngine engine = new SimulatedEngine();
        RunId run = engine.launch(workflow("w").node("a", sleeping(Duration.ofMinutes(10))));
        engine.machine().settle();
        TestWorkflow other = workflow("w").node("b", echo());
        engine.deploy(other);

        engine.crashAndRecover();
        engine.machine().settle();

        assertThat(engine.store().runs().openRuns()).isEmpty();
        assertThat(engine.engine().openRuns()).isZero();
        assertThat(engine.store().runs().events(run)).hasSize(4);
    }
}
