package io.sandglass.store.jdbc;

import io.sandglass.simulation.Slice;
import io.sandglass.simulation.World;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/**
 * One in 200 of the simulated worlds stands on the real store, so that the model of a store which the others stand on is
 * checked against it. {@code -Dsimulation.seed=N} says where to begin, {@code -Dsimulation.seeds=N} of how many.
 */
class RealStoreSimulationTest {
    private static final String REPLAY =
            "./mvnw -pl store -am test -Dtest=RealStoreSimulationTest" + " -Dsurefire.failIfNoSpecifiedTests=false";
    private static final int ONE_IN = 200;
    private static final long FIRST = Long.getLong("simulation.seed", 1);
    private static final long COUNT = Long.getLong("simulation.seeds", 2_000);

    @Test
    void keepsItsPromisesOnTheRealStoreToo() throws InterruptedException {
        Slice slice = new Slice(REPLAY, RealStoreSimulationTest::world);

        for (long seed = FIRST; seed < FIRST + COUNT; seed += ONE_IN) {
            slice.run(seed);
        }

        System.out.print("on the real store: " + slice.table());
    }

    private static World world(long seed) {
        try {
            return new World(seed, new RealGround(seed));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
