package io.sandglass.store.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DutyCycleTest {
    private static final long MILLI = 1_000_000;

    private final DutyCycle rest = new DutyCycle(1_000, 0);
    private long now;

    @Test
    void lastsSevenTimesAsLongAsTheWorkWhileMoreComesThanWasWritten() {
        rest.works(10 * MILLI);
        rest.came(101);

        rest.worked(100, 500, 40 * MILLI);

        assertThat(rest.left(50 * MILLI)).isEqualTo(200 * MILLI);
        assertThat(rest.left(250 * MILLI)).isZero();
    }

    @Test
    void lastsOneAndAHalfSecondsAtMost() {
        rest.works(0);
        rest.came(101);

        rest.worked(100, 500, 3_000 * MILLI);

        assertThat(rest.left(3_000 * MILLI)).isEqualTo(1_500 * MILLI);
    }

    @Test
    void isNotTakenByOneWhoKeepsUp() {
        rest.works(0);
        rest.came(100);

        rest.worked(100, 500, 30 * MILLI);

        assertThat(rest.left(30 * MILLI)).isZero();
    }

    @Test
    void isNotTakenWhereMuchWaits() {
        rest.works(0);
        rest.came(101);

        rest.worked(100, 1_000, 30 * MILLI);

        assertThat(rest.left(30 * MILLI)).isZero();
    }

    @Test
    void isNotTakenAfterAFailure() {
        rest.works(0);
        rest.came(101);

        rest.worked(0, 500, 30 * MILLI);

        assertThat(rest.left(30 * MILLI)).isZero();
    }

    @Test
    @Timeout(30)
    void endsWhenSomebodyAsks() {
        ProjectionQueue queue = new ProjectionQueue(new ProjectionSettings(Duration.ZERO, 1, 1_000_000), () -> now);
        queue.offer(1, 2, 2);
        queue.awaitDue();
        queue.offer(3, 6, 4);
        now = 400 * MILLI;
        queue.applied(2, 2, 0);

        assertThat(queue.await(new ProjectionMark(6, 0), Duration.ofMillis(1))).isFalse(); // it asked

        queue.awaitDue(); // the clock stands still: nothing else ends the rest
    }
}
