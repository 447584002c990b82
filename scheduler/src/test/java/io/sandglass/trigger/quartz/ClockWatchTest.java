package io.sandglass.trigger.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
    private final AtomicReference<Duration> setForward = new AtomicReference<>(Duration.ZERO);
    private final CountDownLatch told = new CountDownLatch(2);

    @Test
    void looksOnAfterAnErrorOfWhoeverIsTold() throws InterruptedException {
        Clock clock = new Clock() {
            @Override
            public Instant now() {
                return Clock.system().now().plus(setForward.get());
            }

            @Override
            public long nanos() {
                return Clock.system().nanos();
            }
        };
        ClockWatch watch = new ClockWatch(clock, "watch-test", this::lackMemory);
        try {
            setForward.set(Duration.ofHours(1));

            assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            watch.close();
        }
    }

    /** Each time the clock is set again. */
    private void lackMemory() {
        told.countDown();
        setForward.updateAndGet(before -> before.plusHours(1));
        throw new OutOfMemoryError("on purpose");
    }
}
