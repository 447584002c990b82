package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.store.StoreUnavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final long SOON = 20;

    private final LinkedHashMap<String, Rounds.Chore> chores = new LinkedHashMap<>();

    @Test
    void goesOnWhateverAChoreThrows() throws Exception {
        CountDownLatch others = new CountDownLatch(3);
        chores.put("io", () -> {
            throw new IOException("no such disk");
        });
        chores.put("bug", () -> {
            throw new IllegalStateException("a bug");
        });
        chores.put("machine", () -> {
            throw new StackOverflowError();
        });
        chores.put("others", others::countDown);

        try (Rounds rounds = new Rounds("test-rounds", chores)) {
            rounds.begin(Duration.ofMillis(1));

            assertThat(others.await(SOON, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void waitsForTheRoundUnderWayWhenItIsClosed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        chores.put("slow", () -> {
            begun.countDown();
            awaitUninterrupted(goOn);
            done.incrementAndGet();
        });
        chores.put("next", () -> done.addAndGet(100));
        Rounds rounds = new Rounds("test-rounds", chores);
        rounds.begin(Duration.ofHours(1)); // no second one may begin before it is closed
        assertThat(begun.await(SOON, TimeUnit.SECONDS)).isTrue();

        CountDownLatch closing = new CountDownLatch(1);
        CompletableFuture<Integer> closed = CompletableFuture.supplyAsync(() -> {
            closing.countDown();
            rounds.close();
            return done.get();
        });
        assertThat(closing.await(SOON, TimeUnit.SECONDS)).isTrue();
        assertThat(closed).isNotDone();
        goOn.countDown();

        assertThat(closed.get(SOON, TimeUnit.SECONDS) % 100).isEqualTo(1);
    }

    @Test
    void doesSignalledWorkOnceAndAgainIfItFailed() {
        AtomicInteger times = new AtomicInteger();
        Signalled signalled = new Signalled(() -> {
            if (times.incrementAndGet() == 1) {
                throw new StoreUnavailable("the disk is full");
            }
        });
        signalled.run();
        assertThat(times).hasValue(0);

        signalled.signal();
        signalled.signal();
        assertThatThrownBy(signalled::run).isInstanceOf(StoreUnavailable.class);
        signalled.run();
        signalled.run();

        assertThat(times).hasValue(2);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertThat(latch.await(SOON, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
