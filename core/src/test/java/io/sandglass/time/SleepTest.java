package io.sandglass.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SleepTest {
    @TempDir
    private Path scratch;

    @Test
    void isWhatTheMonotonicClockMissed() throws IOException {
        Path uptime = uptime("100.00 180.25\n");
        Sleep sleep = new Sleep(uptime, seconds(90), 0);
        Duration before = sleep.inAll(seconds(90), 0).orElseThrow();
        uptime("3705.00 180.25\n");

        Duration after = sleep.inAll(seconds(95), 3_605_000).orElseThrow();

        assertThat(after.minus(before)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void isKnownRightAfterTheMachineWoke() throws IOException {
        Path uptime = uptime("100.00 180.25\n");
        Sleep sleep = new Sleep(uptime, seconds(90), 0);
        uptime("3700.00 180.25\n");

        assertThat(sleep.inAll(seconds(90), 3_600_000)).contains(Duration.ofSeconds(3_610));
    }

    @Test
    void isReadOnceForManyWhoAskAtOnce() throws IOException {
        Path uptime = uptime("100.00 180.25\n");
        Sleep sleep = new Sleep(uptime, seconds(90), 0);
        uptime("3700.00 180.25\n");

        assertThat(sleep.inAll(seconds(90), 50)).contains(Duration.ofSeconds(10));
    }

    @Test
    void staysWhatItWasWhileTheMachineDoesNotSay() throws IOException {
        Path uptime = uptime("100.00 180.25\n");
        Sleep sleep = new Sleep(uptime, seconds(90), 0);
        Files.delete(uptime);

        assertThat(sleep.inAll(seconds(95), 5_000)).contains(Duration.ofSeconds(10));
        uptime("3705.00 180.25\n");
        assertThat(sleep.inAll(seconds(96), 3_606_000)).contains(Duration.ofSeconds(3_609));
    }

    @Test
    void isNotKnownWhereTheMachineDoesNotSay() {
        assertThat(new Sleep(scratch.resolve("nothing"), 0, 0).inAll(1, 0)).isEmpty();
    }

    @Test
    void takesNoneForOneWhileTheMachineIsAwake() {
        Clock clock = Clock.system();

        Duration first = clock.slept().orElse(Duration.ZERO);

        assertThat(clock.slept().orElse(Duration.ZERO).minus(first).abs()).isLessThan(Duration.ofMillis(100));
    }

    private Path uptime(String text) throws IOException {
        return Files.writeString(scratch.resolve("uptime"), text);
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
