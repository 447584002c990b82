package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    @Test
    void holdsTheProcessUntilTheEndIsShown() throws InterruptedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        Interruption interruption = new Interruption();
        interruption.cancelsBy(() -> {
            cancelled.countDown();
            return true;
        });
        Thread hook = new Thread(interruption::interrupted);

        hook.start();
        cancelled.await();

        assertThat(hook.isAlive()).isTrue();
        interruption.close();
        hook.join();
    }

    @Test
    void letsGoOfTheProcessWhenTheRunDoesNotEnd() {
        try (Interruption interruption = new Interruption()) {
            interruption.cancelsBy(() -> false);

            assertTimeoutPreemptively(Duration.ofSeconds(10), interruption::interrupted);
        }
    }

    @Test
    void holdsNothingBeforeThereIsARun() {
        try (Interruption interruption = new Interruption()) {
            interruption.interrupted();
        }
    }
}
