package io.sandglass.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.CancellationToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LookupsTest {
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger lookups = new AtomicInteger();
    private final CancellationToken never = token(false);
    /** As the system's: it heeds no interrupt. */
    private final HttpNetwork.Resolver slow = host -> {
        lookups.incrementAndGet();
        for (boolean done = false; !done; ) {
            try {
                done = release.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException unheeded) {
                continue;
            }
        }
        return List.of(InetAddress.getLoopbackAddress());
    };

    @AfterEach
    void letGo() {
        release.countDown();
    }

    @Test
    void waitsNoLongerThanToTheDeadline() {
        assertThatThrownBy(() -> new Lookups(1).find(slow, "slow.test", in(50), never))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'slow.test' was not looked up in time");
    }

    @Test
    void waitsNoLongerThanToACancel() {
        assertThatThrownBy(() -> new Lookups(1).find(slow, "slow.test", in(60_000), token(true)))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void holdsOneThreadForANameHoweverManyAsk() throws Exception {
        Lookups shared = new Lookups(2);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> shared.find(slow, "slow.test", in(1), never))
                    .isInstanceOf(IOException.class);
        }

        assertThat(shared.find(host -> List.of(), "fast.test", in(10_000), never))
                .isEmpty();
        assertThat(lookups).hasValue(1);
        CompletableFuture<List<InetAddress>> waiting = CompletableFuture.supplyAsync(() -> found(shared));
        release.countDown();
        assertThat(waiting.get(10, TimeUnit.SECONDS)).hasSize(1);
    }

    @Test
    void tellsOfNamesThatDoNotExist() {
        assertThatThrownBy(() -> new Lookups(1)
                        .find(
                                host -> {
                                    throw new UnknownHostException(host);
                                },
                                "gone.test",
                                in(10_000),
                                never))
                .isInstanceOf(UnknownHostException.class);
    }

    private List<InetAddress> found(Lookups shared) {
        try {
            return shared.find(slow, "slow.test", in(10_000), never);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static CancellationToken token(boolean cancelled) {
        return new CancellationToken() {
            @Override
            public boolean isCancelled() {
                return cancelled;
            }

            @Override
            public Registration onCancel(Runnable action) {
                if (cancelled) {
                    action.run();
                }
                return () -> {};
            }
        };
    }

    private static long in(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
