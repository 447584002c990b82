package io.sandglass.engine.run;

import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.step.Command;
import io.sandglass.engine.step.Input;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.NodeEvent;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunId;
import io.sandglass.time.Workers.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node that waits for nothing. */
class LostWakeUpTest {
    private static final Duration NAP = Duration.ofMinutes(10);

    @Test
    void findsANodeThatWaitsForNothingBesideOneThatSleeps() {
        TestWorkflow beside =
                workflow("w").node("a", sleeping(NAP)).node("b", echo()).node("c", echo(), after("b"));
        SimulatedEngine engine = new SimulatedEngine();
        RunId run = engine.launch(beside);
        engine.machine().settle();
        RunProgress progress = new RunProgress(run, beside.plan(), () -> Duration.ZERO);
        progress.replay(engine.store().runs().events(run).stream()
                .filter(record -> !(record.event() instanceof NodeEvent event
                                && event.node().equals("c"))
                        && !(record.event() instanceof RunEnded))
                .toList());
        CommandHandler commands = commands(engine, progress);

        assertThat(LostWakeUp.find(progress, commands)).isPresent();
        commands.later(new Command.Later(0, NAP));
        assertThat(LostWakeUp.find(progress, commands)).isPresent();
        commands.later(new Command.Later(2, NAP));
        assertThat(LostWakeUp.find(progress, commands)).isEmpty();
    }

    @Test
    void anotherAttemptOfANodeThatWasCutOffWaitsForItsRecord() {
        TestWorkflow one = workflow("w").node("a", echo());
        SimulatedEngine engine = new SimulatedEngine();
        RunId run = engine.launch(one);
        engine.machine().settle();
        RunProgress progress = new RunProgress(run, one.plan(), () -> Duration.ZERO);
        progress.replay(engine.store().runs().events(run).stream()
                .takeWhile(record -> !(record.event() instanceof NodeSucceeded))
                .toList());
        CommandHandler commands = commands(engine, progress);
        assertThat(LostWakeUp.find(progress, commands)).isPresent();

        RunEvent again = new AttemptStarted("a", 2, Instant.EPOCH);
        progress.enter(progress.current().apply(again), List.of(again));

        assertThat(LostWakeUp.find(progress, commands)).isEmpty();
    }

    private static CommandHandler commands(SimulatedEngine engine, RunProgress progress) {
        EngineServices services = engine.services();
        Lane lane = services.workers().lane("test");
        InFlightAttempts attempts = new InFlightAttempts(progress, services, lane, input -> {});
        return new CommandHandler(progress, attempts, services, lane, new CommandHandler.Owner() {
            @Override
            public void heard(Input input) {}

            @Override
            public void reprioritised(int priority) {}
        });
    }
}
