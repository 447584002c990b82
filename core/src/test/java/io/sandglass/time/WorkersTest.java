package io.sandglass.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class WorkersTest {
    /** The pool everywhere, virtual threads where the JDK has them. */
    static Stream<Workers> workers() {
        Stream<Workers> virtual = VirtualThreads.find().map(VirtualWorkers::new).map(Workers.class::cast).stream();
        return Stream.concat(Stream.of(new PooledWorkers(4)), virtual);
    }

    @Test
    void usesVirtualThreadsWhereTheJdkHasThem() {
        assertThat(VirtualThreads.find().isPresent())
                .isEqualTo(Runtime.version().feature() >= 21);
    }

    @ParameterizedTest
    @MethodSource("workers")
    void runsATaskOnAThreadOfThatName(Workers workers) throws Exception {
        CompletableFuture<String> name = new CompletableFuture<>();

        workers.run("run-1/a#1", () -> name.complete(Thread.currentThread().getName()));

        assertThat(name.get(10, TimeUnit.SECONDS)).isEqualTo("run-1/a#1");
    }

    @ParameterizedTest
    @MethodSource("workers")
    void interruptsTheTaskThatIsRunning(Workers workers) throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Workers.Task task = workers.run("sleeper", () -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        running.await();

        task.interrupt();

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("workers")
    void aLateInterruptNeverReachesAnotherTask(Workers workers) throws Exception {
        List<CompletableFuture<Boolean>> seen = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            workers.run("short", () -> {}).interrupt();
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            workers.run(
                    "next", () -> interrupted.complete(Thread.currentThread().isInterrupted()));
            seen.add(interrupted);
        }

        for (CompletableFuture<Boolean> interrupted : seen) {
            assertThat(interrupted.get(10, TimeUnit.SECONDS)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("workers")
    void abandonedTasksTakeNobodysPlace(Workers workers) throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        for (int i = 0; i < 10; i++) {
            CountDownLatch running = new CountDownLatch(1);
            Workers.Task stuck = workers.run("stuck", () -> {
                running.countDown();
                awaitQuietly(release);
            });
            running.await();
            stuck.abandon();
        }
        CountDownLatch ran = new CountDownLatch(4);

        IntStream.range(0, 4).forEach(i -> workers.run("next", ran::countDown));

        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        release.countDown();
    }

    @ParameterizedTest
    @MethodSource("workers")
    void aLaneKeepsTheOrderAndSurvivesWhatItRuns(Workers workers) throws Exception {
        CompletableFuture<List<Integer>> done = new CompletableFuture<>();
        List<Integer> order = new ArrayList<>();
        Workers.Lane lane = workers.lane("lane");
        IntStream.range(0, 1_000)
                .forEach(i -> lane.execute(() -> {
                    order.add(i);
                    if (i == 500) {
                        throw new IllegalStateException("on purpose");
                    }
                }));
        lane.execute(() -> done.complete(order));

        assertThat(done.get(10, TimeUnit.SECONDS))
                .containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
