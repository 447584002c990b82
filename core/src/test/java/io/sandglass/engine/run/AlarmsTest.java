package io.sandglass.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.time.Workers.Lane;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class AlarmsTest {
    private static final int NODE = 7;

    private final SimulatedEngine engine = new SimulatedEngine();
    private final LateLane lane = new LateLane();
    private final List<Integer> due = new ArrayList<>();
    private final Alarms alarms = new Alarms(engine.services(), lane, due::add);

    @Test
    void tellsTheNodeOnTheLane() {
        alarms.set(NODE, Duration.ofSeconds(1));

        engine.machine().advance(Duration.ofSeconds(1));
        assertThat(due).isEmpty();
        lane.run();

        assertThat(due).containsExactly(NODE);
        assertThat(alarms.isEmpty()).isTrue();
    }

    @Test
    void oneThatRingsTooLateIsNotTakenForTheNextOfItsNode() {
        alarms.set(NODE, Duration.ofSeconds(1));
        engine.machine().advance(Duration.ofSeconds(1));
        alarms.over(NODE); // served otherwise, before the lane comes to it
        alarms.set(NODE, Duration.ofMinutes(1));

        lane.run();

        assertThat(due).isEmpty();
        assertThat(alarms.isSet(NODE)).isTrue();
    }

    @Test
    void oneThatWasTakenBackDoesNotRing() {
        alarms.set(NODE, Duration.ofSeconds(1));
        engine.machine().advance(Duration.ofSeconds(1));
        alarms.cancel(NODE);

        lane.run();

        assertThat(due).isEmpty();
    }

    /** Does nothing until it is told to. */
    private static final class LateLane implements Lane {
        private final Queue<Runnable> work = new ArrayDeque<>();

        @Override
        public void execute(Runnable more) {
            work.add(more);
        }

        @Override
        public void leave(Runnable more) {
            work.add(more);
        }

        void run() {
            while (!work.isEmpty()) {
                work.remove().run();
            }
        }
    }
}
