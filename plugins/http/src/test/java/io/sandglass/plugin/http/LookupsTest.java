package io.sandglass.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.CancellationToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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
        assertThatThrownBy(() -> find(lookups(4, 4), "a", slow, in(50)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'slow.test' was not looked up in time");
    }

    @Test
    void waitsNoLongerThanToACancel() {
        assertThatThrownBy(() -> lookups(4, 4).find(question("a", slow, "slow.test"), in(60_000), token(true)))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void holdsOneThreadForANameHoweverManyAsk() throws Exception {
        Lookups shared = lookups(4, 2);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> find(shared, "a", slow, in(1))).isInstanceOf(IOException.class);
        }

        assertThat(shared.find(question("a", host -> List.of(), "fast.test"), in(10_000), never))
                .isEmpty();
        assertThat(lookups).hasValue(1);
        CompletableFuture<List<InetAddress>> waiting =
                CompletableFuture.supplyAsync(() -> found(shared, question("a", slow, "slow.test")));
        release.countDown();
        assertThat(waiting.get(10, TimeUnit.SECONDS)).hasSize(1);
    }

    @Test
    void noTenantWaitsForTheSlowNamesOfAnother() throws Exception {
        Lookups shared = lookups(4, 4);
        assertThatThrownBy(() -> find(shared, "a", slow, in(1))).isInstanceOf(IOException.class);

        assertThat(shared.find(question("b", host -> List.of(), "fast.test"), in(10_000), never))
                .isEmpty();
        assertThat(shared.find(question("b", host -> List.of(), "slow.test"), in(10_000), never))
                .isEmpty();
    }

    @Test
    void tenantsWithSlowNamesOnlyLeaveThreadsToOthers() throws Exception {
        Lookups shared = lookups(256, 16);
        for (int tenant = 0; tenant < 40; tenant++) {
            for (int name = 0; name < 40; name++) {
                giveUpOn(shared, question("slow" + tenant, slow, name + ".test"));
            }
        }

        assertThat(lookups).hasValueBetween(200, 255);
        assertThat(find(shared, "other", host -> List.of(), in(10_000))).isEmpty();
    }

    @Test
    void allTenantsTogetherTakeSoManyThreadsOnly() throws Exception {
        Lookups shared = lookups(2, 2);
        giveUpOn(shared, question("a", slow, "slow.test"));
        giveUpOn(shared, question("b", slow, "slow.test"));

        assertThatThrownBy(() -> find(shared, "c", slow, in(50)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was not looked up in time");
        assertThat(lookups).hasValue(2);

        CompletableFuture<List<InetAddress>> waiting =
                CompletableFuture.supplyAsync(() -> found(shared, question("c", slow, "behind.test")));
        release.countDown();
        assertThat(waiting.get(10, TimeUnit.SECONDS)).hasSize(1);
    }

    @Test
    void aNameNobodyWaitsForIsNotLookedUp() throws Exception {
        Lookups shared = lookups(4, 4);
        Set<String> names = ConcurrentHashMap.newKeySet();
        HttpNetwork.Resolver noting = host -> {
            names.add(host);
            return slow.resolve(host);
        };
        assertThatThrownBy(() -> find(shared, "a", noting, in(1))).isInstanceOf(IOException.class);

        assertThatThrownBy(() -> shared.find(question("a", noting, "gone.test"), in(1), never))
                .hasMessageContaining("'gone.test' was not looked up in time");
        release.countDown();

        assertThat(found(shared, question("a", noting, "last.test"))).hasSize(1);
        assertThat(names).containsExactlyInAnyOrder("slow.test", "last.test");
    }

    @Test
    void aNameForWhichThereWasNoThreadIsAskedForAnew() throws Exception {
        AtomicInteger threads = new AtomicInteger();
        Lookups poor = new Lookups(new FairThreads(4, 4, work -> {
            if (threads.getAndIncrement() == 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return Lookups.daemon(work);
        }));
        HttpNetwork.Resolver fast = host -> List.of();

        assertThatThrownBy(() -> find(poor, "a", fast, in(10_000)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("unable to create native thread");

        assertThat(find(poor, "a", fast, in(10_000))).isEmpty();
    }

    @Test
    void tellsOfNamesThatDoNotExist() {
        HttpNetwork.Resolver none = host -> {
            throw new UnknownHostException(host);
        };

        assertThatThrownBy(() -> find(lookups(4, 4), "a", none, in(10_000))).isInstanceOf(UnknownHostException.class);
    }

    /** Asks, and does not wait for the answer. */
    private void giveUpOn(Lookups shared, Lookups.Question question) {
        assertThatThrownBy(() -> shared.find(question, in(0), never)).isInstanceOf(IOException.class);
    }

    private List<InetAddress> found(Lookups shared, Lookups.Question question) {
        try {
            return shared.find(question, in(10_000), never);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<InetAddress> find(Lookups shared, String tenant, HttpNetwork.Resolver resolver, long deadline)
            throws IOException, InterruptedException {
        return shared.find(question(tenant, resolver, "slow.test"), deadline, never);
    }

    private static Lookups lookups(int most, int part) {
        return new Lookups(new FairThreads(most, part, Lookups::daemon));
    }

    private static Lookups.Question question(String tenant, HttpNetwork.Resolver resolver, String host) {
        return new Lookups.Question(tenant, resolver, host);
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
