package io.sandglass.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GroupCommitTest {
    private static final int CALLERS = 16;

    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final Journal journal = Journal.open(JournalSettings.in(Path.of("simulated")), disk);

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    @Test
    void aCallerThatIsAloneSyncsOnce() {
        int before = disk.forces();

        journal.append(frames(3));

        assertThat(disk.forces() - before).isEqualTo(1);
    }

    @Test
    void thoseWhoComeDuringASyncShareTheNextOne() throws Exception {
        CountDownLatch syncing = new CountDownLatch(1);
        Semaphore goOn = new Semaphore(0);
        disk.duringForce(() -> {
            syncing.countDown();
            goOn.acquireUninterruptibly();
        });
        int before = disk.forces();
        Future<Long> first = callers.submit(() -> journal.append(frames(1)));
        syncing.await();
        Set<Thread> waiting = ConcurrentHashMap.newKeySet();
        List<Future<Long>> others = start(CALLERS - 1, () -> {
            waiting.add(Thread.currentThread());
            return journal.append(frames(2));
        });
        await(waiting, CALLERS - 1);

        goOn.release(2);

        assertThat(first.get()).isEqualTo(1);
        List<Long> seqs = new ArrayList<>();
        for (Future<Long> other : others) {
            seqs.add(other.get());
        }
        Collections.sort(seqs);
        assertThat(seqs.get(0)).isEqualTo(3);
        assertThat(seqs.get(CALLERS - 2)).isEqualTo(1 + 2 * (CALLERS - 1));
        assertThat(disk.forces() - before).isEqualTo(2);
    }

    @Test
    void aFailureIsToldToAllWhoSharedTheWriteAndToNobodyElse() throws Exception {
        CountDownLatch syncing = new CountDownLatch(1);
        Semaphore goOn = new Semaphore(0);
        AtomicInteger syncs = new AtomicInteger();
        disk.duringForce(() -> {
            syncing.countDown();
            goOn.acquireUninterruptibly();
            if (syncs.incrementAndGet() == 2) {
                disk.failFor(1, Integer.MAX_VALUE);
            }
        });
        Future<Long> first = callers.submit(() -> journal.append(frames(1)));
        syncing.await();
        Set<Thread> waiting = ConcurrentHashMap.newKeySet();
        List<Future<Long>> others = start(CALLERS - 1, () -> {
            waiting.add(Thread.currentThread());
            return journal.append(frames(1));
        });
        await(waiting, CALLERS - 1);

        goOn.release(2);

        assertThat(first.get()).isEqualTo(1);
        for (Future<Long> other : others) {
            assertThatThrownBy(other::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(JournalUnavailable.class);
        }
        disk.duringForce(() -> {});
        disk.heal();
        assertThat(journal.append(frames(1))).isEqualTo(2);
    }

    @Test
    void manyCallersGetEachSeqOnce() throws Exception {
        int each = 200;
        Set<Long> seqs = ConcurrentHashMap.newKeySet();

        for (Future<?> done : start(CALLERS, () -> {
            for (int i = 0; i < each; i++) {
                assertThat(seqs.add(journal.append(frames(1)))).isTrue();
            }
            return null;
        })) {
            done.get();
        }

        assertThat(seqs).hasSize(CALLERS * each).contains(1L, (long) CALLERS * each);
        assertThat(journal.lastSeq()).isEqualTo(CALLERS * each);
    }

    @Test
    void anAppendAfterClosingIsRefused() {
        journal.close();

        assertThatThrownBy(() -> journal.append(frames(1)))
                .isInstanceOf(JournalUnavailable.class)
                .hasMessageContaining("closed");
    }

    private <T> List<Future<T>> start(int count, Callable<T> call) {
        List<Future<T>> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started.add(callers.submit(call));
        }
        return started;
    }

    private static void await(Set<Thread> threads, int count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (threads.size() < count || threads.stream().anyMatch(t -> t.getState() != Thread.State.WAITING)) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static List<Frame> frames(int count) {
        return Collections.nCopies(count, new Frame((byte) 1, new byte[50]));
    }
}
