package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.app.http.ControlServer.Unavailable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QueryTurnsTest {
    @Test
    void refusesAtOnceWhereEnoughWaitAlready() throws Exception {
        QueryTurns turns = new QueryTurns(1, 0, Duration.ofHours(1));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        CompletableFuture<Boolean> slow = CompletableFuture.supplyAsync(() -> turns.during(() -> {
            begun.countDown();
            return awaited(over);
        }));
        begun.await();

        assertThatThrownBy(() -> turns.during(() -> "another"))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("other queries are running");

        over.countDown();
        assertThat(slow.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(turns.during(() -> "another")).isEqualTo("another");
    }

    @Test
    void refusesWhatHasWaitedTooLong() throws Exception {
        QueryTurns turns = new QueryTurns(1, 1, Duration.ZERO);

        String refused = turns.during(() -> {
            try {
                return CompletableFuture.supplyAsync(() -> turns.during(() -> "another"))
                        .get(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                return String.valueOf(e.getMessage());
            }
        });

        assertThat(refused).contains("other queries are running");
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
