package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Case C1: a clock that is set wrong for a while deletes nothing. */
class SteadyTimeTest {
    private static final Instant START = Instant.parse("2027-01-04T09:00:00Z");
    private static final Duration ROUND = Duration.ofMinutes(3);
    private static final Duration YEAR = Duration.ofDays(365);

    @TempDir
    private Path home;

    private Instant wall = START;
    private long nanos = 5;
    private Optional<Duration> slept = Optional.of(Duration.ZERO);

    private final Clock clock = new Clock() {
        @Override
        public Instant now() {
            return wall;
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Optional<Duration> slept() {
            return slept;
        }
    };

    @Test
    void followsAClockThatGoesRight() {
        SteadyTime time = started();

        for (int day = 0; day < 10; day++) {
            runs(Duration.ofDays(1));
            assertThat(time.now()).isEqualTo(wall);
        }
    }

    @Test
    void goesOnFromBeforeAJumpAheadUntilTheClockIsSetRight() {
        SteadyTime time = started();
        runs(Duration.ofHours(3));
        wall = wall.plus(YEAR);

        assertThat(time.now()).isEqualTo(START.plus(Duration.ofHours(3)));
        runs(Duration.ofHours(20));
        assertThat(time.now()).isEqualTo(START.plus(Duration.ofHours(23)));

        wall = wall.minus(YEAR);

        assertThat(time.now()).isEqualTo(wall);
    }

    @Test
    void believesAClockThatStaysAheadForADay() {
        SteadyTime time = started();
        wall = wall.plus(YEAR);
        time.now();
        runs(Duration.ofDays(1));

        assertThat(time.now()).isEqualTo(wall);
    }

    @Test
    void aSecondJumpIsDoubtedForADayAgain() {
        SteadyTime time = started();
        wall = wall.plus(YEAR);
        time.now();
        runs(Duration.ofHours(23));
        wall = wall.plus(YEAR);
        time.now();
        runs(Duration.ofHours(23));

        assertThat(time.now()).isEqualTo(START.plus(Duration.ofHours(46)));
    }

    @Test
    void doesNotBelieveAWrongClockBecauseOfARestart() {
        SteadyTime before = started();
        wall = wall.plus(YEAR);
        before.now();
        runs(ROUND);
        before.now();

        SteadyTime after = started();

        assertThat(after.now()).isEqualTo(START.plus(ROUND));
        runs(Duration.ofDays(1));
        assertThat(after.now()).isEqualTo(wall);
    }

    @Test
    void doubtsAClockThatWasSetWhileTheServiceWasDown() {
        started().now();
        wall = wall.plus(YEAR);

        assertThat(started().now()).isEqualTo(START);
    }

    @Test
    void believesAfterADayOfRunningHoweverOftenItIsOff() {
        started().now();
        wall = wall.plus(YEAR);
        for (int day = 0; day < 3; day++) {
            wall = wall.plus(Duration.ofDays(5));
            SteadyTime time = started();
            assertThat(time.now()).isBefore(START.plus(Duration.ofDays(1)));
            runs(Duration.ofHours(8));
            time.now();
        }

        assertThat(started().now()).isEqualTo(wall);
    }

    @Test
    void nightsOffAreNotDoubted() {
        for (int day = 0; day < 5; day++) {
            SteadyTime time = started();
            assertThat(time.now()).isEqualTo(wall);
            runs(Duration.ofHours(8));
            time.now();
            wall = wall.plus(Duration.ofHours(16));
        }
    }

    @Test
    void aSleepOfTheMachineIsNoJump() {
        SteadyTime time = started();
        time.now();
        wall = wall.plus(Duration.ofDays(9));
        slept = Optional.of(Duration.ofDays(9));
        runs(ROUND);

        assertThat(time.now()).isEqualTo(wall);
    }

    @Test
    void aNightMayBeASleepWhereTheMachineDoesNotSay() {
        slept = Optional.empty();
        SteadyTime time = started();
        time.now();
        wall = wall.plus(Duration.ofHours(16));

        assertThat(time.now()).isEqualTo(wall);
        wall = wall.plus(YEAR);
        assertThat(time.now()).isEqualTo(wall.minus(YEAR));
    }

    @Test
    void followsAClockThatIsSetBackAtOnce() {
        SteadyTime time = started();
        wall = wall.minus(YEAR);

        assertThat(time.now()).isEqualTo(wall);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "{\"believed\":\"2027-01-04T09:00:00Z\"}",
                "{\"believed\":\"+999999999-01-01T00:00:00Z\",\"shown\":\"2027-01-04T09:00:00Z\"}",
                "{\"believed\":\"2027-01-04T09:00:00Z\",\"shown\":\"2027-01-04T09:00:00Z\",\"doubted\":\"x\"}"
            })
    void findsNothingOldForADayWhereItsFileIsDamaged(String text) throws IOException {
        Files.writeString(file(), text);
        SteadyTime time = started();

        assertThat(time.now()).isEqualTo(Instant.EPOCH);
        runs(Duration.ofHours(25));
        assertThat(time.now()).isEqualTo(wall);
        assertThat(started().now()).isEqualTo(wall);
    }

    @Test
    void goesOnWhereItsFileCannotBeWritten() throws IOException {
        Files.createDirectories(file().resolve("in the way"));
        SteadyTime time = started();
        time.now();
        runs(Duration.ofDays(1));

        assertThat(time.now()).isEqualTo(wall);
    }

    private SteadyTime started() {
        return new SteadyTime(clock, file());
    }

    private Path file() {
        return home.resolve("clock.json");
    }

    private void runs(Duration duration) {
        wall = wall.plus(duration);
        nanos += duration.toNanos();
    }
}
