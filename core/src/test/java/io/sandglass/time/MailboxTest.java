package io.sandglass.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class MailboxTest {
    static Stream<Workers> workers() {
        return WorkersTest.workers();
    }

    @Test
    void whoUsesAnIdleLaneDoesTheWork() {
        List<Thread> threads = new ArrayList<>();

        new PooledWorkers(1).lane("lane").execute(() -> threads.add(Thread.currentThread()));

        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void neverRunsFromWithinItselfHoweverDeepItGoes() {
        Workers.Lane one = new PooledWorkers(1).lane("one");
        Workers.Lane other = new PooledWorkers(1).lane("other");
        AtomicInteger done = new AtomicInteger();
        Runnable[] ping = new Runnable[1];
        ping[0] = () -> {
            if (done.incrementAndGet() < 200_000) {
                (done.get() % 2 == 0 ? one : other).execute(ping[0]);
            }
        };

        one.execute(ping[0]);
        while (done.get() < 200_000) {
            Thread.onSpinWait(); // a caller is released after a while; a worker goes on
        }

        assertThat(done).hasValue(200_000);
    }

    @Test
    void whatIsLeftIsDoneBeforeWhatComesLater() {
        Workers.Lane lane = new PooledWorkers(1).lane("lane");
        List<String> done = new ArrayList<>();
        lane.leave(() -> done.add("left"));
        assertThat(done).isEmpty();

        lane.execute(() -> done.add("later"));

        assertThat(done).containsExactly("left", "later");
    }

    @ParameterizedTest
    @MethodSource("workers")
    void losesAndDoublesNothingWhenManyUseIt(Workers workers) throws Exception {
        Workers.Lane lane = workers.lane("lane");
        int[] count = new int[1];
        CountDownLatch all = new CountDownLatch(40_000);
        for (int user = 0; user < 4; user++) {
            workers.run("user", () -> {
                for (int i = 0; i < 10_000; i++) {
                    lane.execute(() -> {
                        count[0]++;
                        all.countDown();
                    });
                }
            });
        }

        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(count[0]).isEqualTo(40_000);
    }

    @ParameterizedTest
    @MethodSource("workers")
    void aTaskAskedForAfterATaskIsDoneByItsThread(Workers workers) throws Exception {
        CompletableFuture<Thread> first = new CompletableFuture<>();
        CompletableFuture<Thread> second = new CompletableFuture<>();

        workers.run(
                "first",
                () -> first.complete(Thread.currentThread()),
                () -> workers.run("second", () -> second.complete(Thread.currentThread())));

        assertThat(second.get(10, TimeUnit.SECONDS)).isSameAs(first.get(10, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @MethodSource("workers")
    void tasksAskedForAfterATaskDoNotWaitForOneAnother(Workers workers) throws Exception {
        CountDownLatch together = new CountDownLatch(3);
        CountDownLatch met = new CountDownLatch(3);
        Runnable meeting = () -> {
            together.countDown();
            awaitQuietly(together);
            met.countDown();
        };

        workers.run("first", () -> {}, () -> IntStream.range(0, 3).forEach(i -> workers.run("next", meeting)));

        assertThat(met.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("workers")
    void whatBlocksIsDoneByAWorkerAndKeepsNoTaskWaiting(Workers workers) throws Exception {
        Workers.Lane writer = workers.blockingLane("writer");
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        CompletableFuture<Boolean> ran = new CompletableFuture<>();
        workers.run("first", () -> {}, () -> {
            writer.execute(() -> {
                blocked.countDown();
                awaitQuietly(release);
            });
            workers.run("next", () -> ran.complete(true));
        });

        assertThat(ran.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
        writer.execute(() -> {}); // nor the caller
        release.countDown();
    }

    @ParameterizedTest
    @MethodSource("workers")
    void anInterruptMeantForATaskReachesNothingAfterIt(Workers workers) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> after = new CompletableFuture<>();
        CompletableFuture<Boolean> next = new CompletableFuture<>();
        Workers.Task task = workers.run(
                "first",
                () -> {
                    begun.countDown();
                    awaitQuietly(new CountDownLatch(1));
                },
                () -> {
                    after.complete(Thread.currentThread().isInterrupted());
                    workers.run(
                            "next", () -> next.complete(Thread.currentThread().isInterrupted()));
                });
        begun.await();

        task.interrupt();
        task.interrupt();

        assertThat(after.get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(next.get(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void worksOnWhenTheWorkersAreClosed() {
        Workers workers = new PooledWorkers(1);
        Workers.Lane writer = workers.blockingLane("writer");
        List<String> done = new ArrayList<>();
        workers.close();

        writer.execute(() -> done.add("written"));

        assertThat(done).containsExactly("written");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoUsesALaneDoesTheWorkIfThereIsNoThreadForIt(boolean blocking) {
        Mailbox lane = new Mailbox(new NoThreads(), blocking);
        AtomicInteger left = new AtomicInteger(1_000); // more than a caller has patience for
        Runnable[] work = new Runnable[1];
        work[0] = () -> {
            if (left.decrementAndGet() > 0) {
                lane.execute(work[0]);
            }
        };

        lane.execute(work[0]);
        assertThat(left).hasValue(0);
        left.set(1);
        lane.execute(work[0]);

        assertThat(left).hasValue(0);
    }

    @Test
    void aWorkerWithoutAnotherToGiveItsNextTaskToKeepsIt() {
        NoThreads none = new NoThreads();
        Mailbox writer = new Mailbox(none, true);
        List<String> done = new ArrayList<>();
        WorkerTask first = new WorkerTask("first", () -> {}, () -> {
            Trampoline.offer(none, new WorkerTask("next", () -> done.add("next"), () -> {}));
            writer.execute(() -> done.add("written"));
        });

        WorkerTask.runAll(first, new Trampoline(none));

        assertThat(done).containsExactly("written", "next");
    }

    /** No thread can be started. */
    private record NoThreads() implements TaskThreads {
        @Override
        public void start(WorkerTask task) {
            throw new OutOfMemoryError("unable to create native thread");
        }

        @Override
        public boolean isClosed() {
            return false;
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
