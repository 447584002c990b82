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
        Path uptime = Files.writeString(scratch.resolve("uptime"), "100.00 180.25\n");
        Sleep sleep = new Sleep(uptime, Duration.ofSeconds(90).toNanos());
        Duration before = sleep.inAll(Duration.ofSeconds(90).toNanos()).orElseThrow();
        Files.writeString(uptime, "3705.00 180.25\n");

        Duration after = sleep.inAll(Duration.ofSeconds(95).toNanos()).orElseThrow();

        assertThat(after.minus(before)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void isNotKnownWhereTheMachineDoesNotSay() {
        assertThat(new Sleep(scratch.resolve("nothing"), 0).inAll(1)).isEmpty();
    }

    @Test
    void takesNoneForOneWhileTheMachineIsAwake() {
        Clock clock = Clock.system();

        Duration first = clock.slept().orElse(Duration.ZERO);

        assertThat(clock.slept().orElse(Duration.ZERO).minus(first).abs()).isLessThan(Duration.ofMillis(100));
    }
}
