package io.sandglass.engine;

import static io.sandglass.engine.RunAssert.assertThat;
import static io.sandglass.engine.TestNode.after;
import static io.sandglass.engine.TestNode.echo;
import static io.sandglass.engine.TestNode.sleeping;
import static io.sandglass.engine.TestNode.timeout;
import static io.sandglass.engine.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

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
        engine.engine.watch(Duration.ofMinutes(1));
        RunId run = engine.launch(workflow);

        engine.machine.advance(NAP);
        assertThat(engine.engine.openRuns()).isEqualTo(1);
        engine.machine.advance(Duration.ofMinutes(2));

        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
        assertThat(engine.engine.lostWakeUps()).isEqualTo(1);
    }

    @Test
    void leavesAloneWhatWaitsForSomething() {
        SimulatedEngine engine = new SimulatedEngine();
        engine.engine.watch(Duration.ofSeconds(1));
        RunId run = engine.launch(workflow);

        engine.machine.advance(NAP);

        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
        assertThat(engine.engine.lostWakeUps()).isZero();
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
