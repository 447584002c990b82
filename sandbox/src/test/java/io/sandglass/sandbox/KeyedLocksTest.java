package io.sandglass.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class KeyedLocksTest {
    private static final Executor EACH_ON_ITS_OWN = task -> new Thread(task).start();

    private final KeyedLocks locks = new KeyedLocks();

    @Test
    void onlyWorkOfTheSameKeyWaits() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<String> first = CompletableFuture.supplyAsync(
                () -> locks.locked("a", () -> {
                    begun.countDown();
                    await(end);
                    return "first";
                }),
                EACH_ON_ITS_OWN);
        await(begun);
        CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(
                () -> locks.locked("a", () -> first.isDone() || end.getCount() == 0), EACH_ON_ITS_OWN);

        for (int i = 0; i < 1_000; i++) {
            assertThat(locks.<String>locked("b" + i, () -> "done")).isEqualTo("done");
        }
        assertThat(second).isNotDone();

        end.countDown();

        assertThat(first).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("first");
        assertThat(second).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
        assertThat(locks.size()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
