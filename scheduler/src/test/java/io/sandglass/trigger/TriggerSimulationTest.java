package io.sandglass.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.fault.FaultPoint;
import io.sandglass.simulation.Slice;
import io.sandglass.simulation.World;
import org.junit.jupiter.api.Test;

/**
 * The real triggers and the real engine in simulated worlds. {@code -Dsimulation.seed=N} says where to begin,
 * {@code -Dsimulation.seeds=N} how many to try.
 */
class TriggerSimulationTest {
    private static final String REPLAY =
            "./mvnw -pl scheduler -am test -Dtest=TriggerSimulationTest" + " -Dsurefire.failIfNoSpecifiedTests=false";
    private static final long FIRST = Long.getLong("simulation.seed", 1);
    private static final long COUNT = Long.getLong("simulation.seeds", 200);

    @Test
    void givesEachFireTimeOneSlotWhateverHappens() throws InterruptedException {
        Slice slice = new Slice(REPLAY, seed -> new World(seed, SimulatedTriggerService::new));

        for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
            slice.run(seed);
        }

        System.out.print(slice.table());
        if (COUNT >= 100) {
            assertThat(slice.hits().keySet())
                    .contains(
                            FaultPoint.AFTER_TRIGGER_READ, FaultPoint.BEFORE_SLOT_RECORD, FaultPoint.AFTER_SLOT_RECORD);
        }
    }
}
