package io.sandglass.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.explain.NodeReason;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.steering.Operation;
import io.sandglass.run.Asked;
import io.sandglass.run.RunId;
import io.sandglass.run.RunPhase;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.ConcurrencySpec;
import io.sandglass.spec.ConcurrencySpec.OnLimit;
import io.sandglass.spec.ConcurrencySpec.Scope;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A run that waits for its turn and is paused holds up nobody. */
class PausedInQueueTest extends ConcurrencyFixture {
    private static final Asked ANN = new Asked("ann", "");

    private final TestWorkflow workflow = napping(rule(1, OnLimit.QUEUE));
    private final TestWorkflow impatient = napping(new ConcurrencySpec(
            Optional.empty(),
            1,
            OnLimit.QUEUE,
            OptionalInt.empty(),
            Optional.of(Duration.ofSeconds(10)),
            Scope.WORKFLOW));

    @Test
    void isPassedOver() {
        engine.launch(workflow);
        RunId paused = engine.launch(workflow);
        RunId behind = engine.launch(workflow);
        steer(paused, new Operation.Pause());

        engine.machine().advance(NAP.plusSeconds(1));

        assertThat(phase(paused)).isEqualTo(RunPhase.PAUSED);
        assertThat(engine.look(workflow, paused).state().queued()).isTrue();
        assertThat(status(workflow, behind)).isEqualTo(RunStatus.RUNNING);
    }

    @Test
    void isPassedOverAfterARestartToo() {
        engine.launch(workflow);
        RunId paused = engine.launch(workflow);
        RunId behind = engine.launch(workflow);
        steer(paused, new Operation.Pause());

        engine.crashAndRecover();
        engine.machine().advance(NAP.plusSeconds(1));

        assertThat(status(workflow, behind)).isEqualTo(RunStatus.RUNNING);
    }

    @Test
    void goesOnOnceItIsResumedAndThereIsRoom() {
        engine.launch(workflow);
        RunId paused = engine.launch(workflow);
        steer(paused, new Operation.Pause());
        engine.machine().advance(NAP.plusSeconds(1));
        assertThat(phase(paused)).isEqualTo(RunPhase.PAUSED);

        steer(paused, new Operation.Resume());
        engine.machine().advance(Duration.ofSeconds(1));

        assertThat(status(workflow, paused)).isEqualTo(RunStatus.RUNNING);
    }

    @Test
    void waitsAgainIfItIsResumedWhileThereIsNoRoom() {
        engine.launch(workflow);
        RunId paused = engine.launch(workflow);
        steer(paused, new Operation.Pause());

        steer(paused, new Operation.Resume());
        engine.machine().advance(Duration.ofSeconds(1));

        assertThat(status(workflow, paused)).isEqualTo(RunStatus.QUEUED);
        engine.machine().runToEnd();
        assertThat(status(workflow, paused)).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void doesNotTimeOutMeanwhileAndHasTheRestOfItsTimeAfterwards() {
        engine.launch(impatient);
        RunId paused = engine.launch(impatient);
        engine.machine().advance(Duration.ofSeconds(6));
        steer(paused, new Operation.Pause());
        engine.machine().advance(Duration.ofSeconds(20));
        assertThat(phase(paused)).isEqualTo(RunPhase.PAUSED);

        hasTheRestOfItsTime(paused);
    }

    @Test
    void doesNotTimeOutMeanwhileAfterARestartEither() {
        engine.launch(impatient);
        RunId paused = engine.launch(impatient);
        engine.machine().advance(Duration.ofSeconds(3));
        steer(paused, new Operation.Pause());
        engine.machine().advance(Duration.ofSeconds(11));
        steer(paused, new Operation.Resume());
        engine.machine().advance(Duration.ofSeconds(3));
        steer(paused, new Operation.Pause());
        engine.machine().advance(Duration.ofSeconds(11));

        engine.crashAndRecover();
        engine.machine().advance(Duration.ofSeconds(11));
        assertThat(phase(paused)).isEqualTo(RunPhase.PAUSED);

        hasTheRestOfItsTime(paused);
    }

    @Test
    void nodesOfARunThatEndedInTheQueueWaitForNothing() {
        engine.launch(impatient);
        RunId late = engine.launch(impatient);
        engine.machine().advance(Duration.ofSeconds(11));

        NodeReason nap = engine.engine().explain(late).orElseThrow().nodes().get(0);

        assertThat(nap.code()).isEqualTo(NodeReason.Code.STOPPING);
        assertThat(nap.text()).isEqualTo("the run ended FAILED before it began");
    }

    /** Of ten seconds, six have passed. */
    private void hasTheRestOfItsTime(RunId paused) {
        steer(paused, new Operation.Resume());
        engine.machine().advance(Duration.ofSeconds(3));
        assertThat(status(impatient, paused)).isEqualTo(RunStatus.QUEUED);
        engine.machine().advance(Duration.ofSeconds(2));

        assertThat(status(impatient, paused)).isEqualTo(RunStatus.FAILED);
    }

    private RunPhase phase(RunId run) {
        return engine.look(workflow, run).state().phase();
    }

    private void steer(RunId run, Operation operation) {
        var answer = engine.engine().steerAsync(run, operation, ANN);
        engine.machine().runUntil(answer::isDone);
    }
}
