package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Case C1: a clock that is set wrong for a while deletes nothing. */
class SteadyTimeTest {
    private static final Instant START = Instant.parse("2027-01-04T09:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);

    private Instant wall = START;
    private long nanos = 5;

    private final Clock clock = new Clock() {
        @Override
        public Instant now() {
            return wall;
        }

        @Override
        public long nanos() {
            return nanos;
        }
    };

    @Test
    void followsAClockThatGoesRight() {
        SteadyTime time = new SteadyTime(clock, START);

        for (int day = 0; day < 10; day++) {
            pass(Duration.ofDays(1));
            assertThat(time.now()).isEqualTo(wall);
        }
    }

    @Test
    void goesOnFromBeforeAJumpAheadUntilTheClockIsSetRight() {
        SteadyTime time = new SteadyTime(clock, START);
        pass(Duration.ofHours(3));
        wall = wall.plus(YEAR);

        assertThat(time.now()).isEqualTo(START.plus(Duration.ofHours(3)));
        pass(Duration.ofHours(20));
        assertThat(time.now()).isEqualTo(START.plus(Duration.ofHours(23)));

        wall = wall.minus(YEAR);

        assertThat(time.now()).isEqualTo(wall);
    }

    @Test
    void believesAClockThatStaysAheadForADay() {
        SteadyTime time = new SteadyTime(clock, START);
        wall = wall.plus(YEAR);
        time.now();
        pass(Duration.ofDays(1));

        assertThat(time.now()).isEqualTo(wall);
    }

    @Test
    void doesNotBelieveAClockFarBeyondTheNewestRecordAtTheStart() {
        wall = wall.plus(YEAR);

        assertThat(new SteadyTime(clock, START).now()).isEqualTo(START);
    }

    @Test
    void followsAClockThatIsSetBackAtOnce() {
        SteadyTime time = new SteadyTime(clock, START);
        wall = wall.minus(YEAR);

        assertThat(time.now()).isEqualTo(wall);
    }

    private void pass(Duration duration) {
        wall = wall.plus(duration);
        nanos += duration.toNanos();
    }
}
