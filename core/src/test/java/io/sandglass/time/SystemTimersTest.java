package io.sandglass.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemTimersTest {
    private final Timers timers = Timers.system();

    @AfterEach
    void close() {
        timers.close();
    }

    @Test
    void runsAtOnceWhatWasDueLongAgo() throws Exception {
        CountDownLatch run = new CountDownLatch(2);

        timers.after(Duration.ofSeconds(Long.MIN_VALUE), run::countDown);
        timers.after(Duration.ofNanos(-1), run::countDown);

        assertThat(run.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void takesTheLongestDelay() {
        CountDownLatch run = new CountDownLatch(1);

        timers.after(Duration.ofSeconds(Long.MAX_VALUE), run::countDown).cancel();

        assertThat(run.getCount()).isEqualTo(1);
    }
}
