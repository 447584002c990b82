package io.sandglass.engine.run;

import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.time.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Case C: the wall clock is set while a run goes on. */
class LifetimeTest {
    private static final Duration NAP = Duration.ofSeconds(10);

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "PT-1H"})
    void aRunTakesAsLongAsItTakes(String shift) {
        Simulation machine = new Simulation(1);
        Lifetime lifetime = new Lifetime(machine, machine.now());

        machine.advance(NAP);
        machine.jump(Duration.parse(shift));

        assertThat(lifetime.get()).isEqualTo(NAP);
    }

    @Test
    void ofARunOfBeforeTheWallClockTellsTheBeginning() {
        Simulation machine = new Simulation(1);

        assertThat(new Lifetime(machine, machine.now().minusSeconds(60)).get()).isEqualTo(Duration.ofMinutes(1));
        assertThat(new Lifetime(machine, machine.now().plusSeconds(60)).get()).isZero();
    }

    @Test
    void goesOnRecordWithTheEnd() {
        SimulatedEngine engine = new SimulatedEngine();
        TestWorkflow nap = workflow("w").node("a", sleeping(NAP));
        RunId run = engine.launch(nap);
        engine.machine().advance(Duration.ofSeconds(1));
        engine.machine().jump(Duration.ofDays(-1));
        engine.machine().runToEnd();

        List<RunRecord> records = engine.store().runs().events(run);
        RunEnded end = (RunEnded) records.get(records.size() - 1).event();

        assertThat(end.took().orElseThrow()).isBetween(NAP, NAP.plusSeconds(5));
    }
}
