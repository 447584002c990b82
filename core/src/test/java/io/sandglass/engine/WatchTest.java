package io.sandglass.engine;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestNode.timeout;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import io.sandglass.time.Platform;
import io.sandglass.time.Timers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Promise: no run that has not ended waits for nothing. */
class WatchTest {
    private static final Duration NAP = Duration.ofMinutes(10);

    private final TestWorkflow workflow = workflow("w")
            .node("a", sleeping(NAP), timeout(Duration.ofSeconds(1)))
            .node("b", echo(), after("a"));

    @Test
    void drivesOnARunWhoseWakeUpWasLost() {
        SimulatedEngine engine = new SimulatedEngine(1, config -> config.platform(losing(config.platform())));
        engine.engine().watch(Duration.ofMinutes(1));
        RunId run = engine.launch(workflow);

        engine.machine().advance(NAP);
        assertThat(engine.engine().openRuns()).isEqualTo(1);
        engine.machine().advance(Duration.ofMinutes(2));

        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
        assertThat(engine.engine().lostWakeUps()).isEqualTo(1);
    }

    @Test
    void leavesAloneWhatWaitsForSomething() {
        SimulatedEngine engine = new SimulatedEngine();
        engine.engine().watch(Duration.ofSeconds(1));
        RunId run = engine.launch(workflow);

        engine.machine().advance(NAP);

        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
        assertThat(engine.engine().lostWakeUps()).isZero();
    }

    @Test
    void wakesWhatTheMachineSleptPast() {
        SimulatedEngine engine = new SimulatedEngine();
        engine.engine().watch(Duration.ofSeconds(10));
        RunId run = engine.launch(workflow);
        engine.machine().settle();

        engine.machine().sleep(NAP.plusSeconds(5));
        engine.machine().advance(Duration.ofSeconds(11));

        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
        assertThat(engine.engine().lostWakeUps()).isZero();
    }

    /** Case C1, promise 14. */
    @Test
    void aClockThatIsSetForwardWakesNobodyBeforeItsTime() {
        SimulatedEngine engine = new SimulatedEngine();
        engine.engine().watch(Duration.ofSeconds(10));
        RunId run = engine.launch(workflow);
        engine.machine().settle();

        engine.machine().jump(NAP.multipliedBy(5));
        engine.machine().advance(NAP.minusSeconds(1));
        assertThat(engine.engine().openRuns()).isOne();
        engine.machine().advance(Duration.ofSeconds(2));

        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
    }

    @Test
    void aClockThatIsSetBackDuringARestartMakesNoWaitLonger() {
        SimulatedEngine engine = new SimulatedEngine();
        RunId run = engine.launch(workflow);
        engine.machine().settle();

        engine.machine().jump(Duration.ofDays(-1));
        engine.crashAndRecover();
        engine.machine().advance(NAP.plusSeconds(1));

        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
    }

    @Test
    void aClockThatIsSetBackWakesNobodyTwice() {
        SimulatedEngine engine = new SimulatedEngine();
        engine.engine().watch(Duration.ofSeconds(10));
        RunId run = engine.launch(workflow);
        engine.machine().settle();

        engine.machine().jump(Duration.ofHours(-1));
        engine.machine().advance(NAP);

        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
        assertThat(engine.engine().lostWakeUps()).isZero();
    }

    @Test
    void takesUpARunThatIsOpenInTheStoreWithoutAnOwner() {
        SimulatedEngine other = new SimulatedEngine();
        RunId run = other.launch(workflow);
        SimulatedEngine engine = new SimulatedEngine();
        engine.deploy(workflow);
        engine.engine().recover();
        engine.engine().watch(Duration.ofSeconds(10));

        engine.store().runs().append(other.store().runs().events(run));
        engine.machine().advance(Duration.ofSeconds(21));
        assertThat(engine.engine().openRuns()).isEqualTo(1);
        engine.machine().advance(NAP);

        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
    }

    /** Forgets the one timer that would wake the sleeper. */
    private static Platform losing(Platform machine) {
        Timers lossy = new Timers() {
            @Override
            public Timer after(Duration delay, Runnable action) {
                return delay.equals(NAP) ? () -> {} : machine.timers().after(delay, action);
            }

            @Override
            public void close() {}
        };
        return new Platform(machine.clock(), lossy, machine.workers(), machine.ids());
    }
}
