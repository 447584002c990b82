package io.sandglass.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FairThreadsTest {
    private final CountDownLatch release = new CountDownLatch(1);
    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();

    @AfterEach
    void letGo() {
        release.countDown();
    }

    @Test
    void aTenantAloneTakesASixteenthOfAll() throws InterruptedException {
        FairThreads threads = new FairThreads(256, 16, Lookups::daemon);
        for (int i = 0; i < 100; i++) {
            threads.execute("a", slow("a"));
        }

        assertThat(awaitBegun(16)).containsOnly("a");
        threads.execute("b", slow("b"));
        assertThat(awaitBegun(1)).containsExactly("b");
    }

    @Test
    void aThreadThatBecomesFreeGoesToWhoHasTheFewest() throws InterruptedException {
        FairThreads threads = new FairThreads(3, 1, Lookups::daemon);
        CountDownLatch first = new CountDownLatch(1);
        threads.execute("a", slow("a"));
        threads.execute("a", slow("a"));
        threads.execute("b", slow("b", first));
        awaitBegun(3);
        threads.execute("a", slow("a, late"));
        threads.execute("c", slow("c"));

        first.countDown();

        assertThat(awaitBegun(1)).containsExactly("c");
    }

    @Test
    void ofEquallyPoorTenantsWhoeverWaitsLongestIsNext() throws InterruptedException {
        FairThreads threads = new FairThreads(1, 1, Lookups::daemon);
        for (int i = 0; i < 3; i++) {
            threads.execute("a", slow("a"));
            threads.execute("b", slow("b"));
        }

        release.countDown();

        assertThat(awaitBegun(6)).containsExactly("a", "b", "a", "b", "a", "b");
    }

    @Test
    void workThatThrowsKeepsNoThread() throws InterruptedException {
        BlockingQueue<Throwable> thrown = new LinkedBlockingQueue<>();
        FairThreads threads = new FairThreads(1, 1, work -> {
            Thread thread = Lookups.daemon(work);
            thread.setUncaughtExceptionHandler((dead, failure) -> thrown.add(failure));
            return thread;
        });
        threads.execute("a", () -> {
            slow("a").run();
            throw new IllegalStateException("on purpose");
        });
        threads.execute("b", slow("b"));

        release.countDown();

        assertThat(awaitBegun(2)).containsExactly("a", "b");
        assertThat(thrown.poll(10, TimeUnit.SECONDS)).hasMessage("on purpose");
    }

    @Test
    void aTenantWhoseLineIsFullIsRefused() {
        FairThreads threads = new FairThreads(1, 1, Lookups::daemon);
        for (int i = 0; i <= 1_000; i++) {
            assertThat(threads.execute("a", slow("a"))).isTrue();
        }

        assertThat(threads.execute("a", slow("a"))).isFalse();
        assertThat(threads.execute("b", slow("b"))).isTrue();
    }

    @Test
    void workInLineIsDoneWhenAThreadIsFreeUnlessItIsWithdrawn() throws InterruptedException {
        FairThreads threads = new FairThreads(1, 1, Lookups::daemon);
        Runnable withdrawn = slow("withdrawn");
        Runnable running = slow("running");
        threads.execute("a", running);
        threads.execute("a", withdrawn);
        threads.execute("a", slow("last"));

        assertThat(threads.withdraw("a", withdrawn)).isTrue();
        assertThat(threads.withdraw("a", running)).isFalse();
        release.countDown();

        assertThat(awaitBegun(2)).containsExactly("running", "last");
    }

    private List<String> awaitBegun(int count) throws InterruptedException {
        List<String> names = new ArrayList<>();
        while (names.size() < count) {
            names.add(String.valueOf(begun.poll(10, TimeUnit.SECONDS)));
        }
        assertThat(begun.poll(50, TimeUnit.MILLISECONDS)).isNull();
        return names;
    }

    private Runnable slow(String name) {
        return slow(name, release);
    }

    private Runnable slow(String name, CountDownLatch until) {
        return () -> {
            begun.add(name);
            try {
                until.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException unexpected) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
