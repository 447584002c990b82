package io.sandglass.plugin.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.testkit.FakeContext;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Case K4: plugins that are swapped while runs go on. */
class HotSwapTest {
    private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    private static final int SWAPS = 50;

    @TempDir
    Path directory;

    @Test
    void everyLoaderButTheLastIsCollected() throws Exception {
        ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
        Set<PhantomReference<ClassLoader>> loaders = new HashSet<>();
        try (PluginRegistry registry =
                new PluginRegistry(PluginSources.in(directory).withClock(LATER))) {
            for (int i = 0; i < SWAPS; i++) {
                swap(i);
                registry.scan();
                assertThat(answer(registry)).isEqualTo("answer " + i);
                loaders.add(new PhantomReference<>(loader(registry), collected));
            }

            int gone = awaitCollected(collected, SWAPS - 1);

            assertThat(gone).isEqualTo(SWAPS - 1);
            assertThat(loaders).hasSize(SWAPS);
        }
    }

    @Test
    void noCallFailsWhileFilesAreSwapped() throws Exception {
        swap(0);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try (PluginRegistry registry =
                new PluginRegistry(PluginSources.in(directory).withClock(LATER))) {
            registry.scan();
            List<Future<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                calls.add(callers.submit(() -> callUntil(over, registry)));
            }
            for (int i = 1; i < SWAPS; i++) {
                swap(i);
                registry.scan();
            }
            over.set(true);

            for (Future<Integer> count : calls) {
                assertThat(count.get(1, TimeUnit.MINUTES)).isPositive();
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void aWatchedDirectoryNeedsNoScan() throws Exception {
        CountDownLatch changed = new CountDownLatch(1);
        try (PluginRegistry registry =
                new PluginRegistry(PluginSources.in(directory).withClock(LATER))) {
            registry.onChange(changed::countDown);
            registry.startWatching();
            registry.startWatching();

            swap(7);

            assertThat(changed.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(answer(registry)).isEqualTo("answer 7");
        }
    }

    private static int callUntil(AtomicBoolean over, PluginRegistry registry) throws Exception {
        int calls = 0;
        do {
            assertThat(answer(registry)).startsWith("answer ");
            calls++;
        } while (!over.get());
        return calls;
    }

    private void swap(int number) throws Exception {
        Path fresh = TestJar.answering("greet", "1.0.0", "answer " + number).writeTo(directory.resolve("greet.part"));
        Files.move(fresh, directory.resolve("greet.jar"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static int awaitCollected(ReferenceQueue<ClassLoader> collected, int wanted) throws InterruptedException {
        int gone = 0;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (gone < wanted && System.nanoTime() < deadline) {
            System.gc();
            while (collected.remove(100) != null) {
                gone++;
            }
        }
        return gone;
    }

    private static ClassLoader loader(PluginRegistry registry) {
        return ((GuardedExecutors) greet(registry).executors()).loader();
    }

    private static String answer(PluginRegistry registry) throws Exception {
        NodeResult result =
                greet(registry).executors().apply(NodeConfig.of(Map.of())).execute(new FakeContext());
        return (String) ((NodeResult.Completed) result).output().object().get("text");
    }

    private static LoadedType greet(PluginRegistry registry) {
        return registry.find("greet", Optional.empty(), Optional.empty()).orElseThrow();
    }
}
