package io.sandglass.store;

import static io.sandglass.store.StoredRuns.attempt;
import static io.sandglass.store.StoredRuns.byHand;
import static io.sandglass.store.StoredRuns.inSlot;
import static io.sandglass.store.StoredRuns.output;
import static io.sandglass.store.StoredRuns.run;
import static io.sandglass.store.StoredRuns.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.run.LogLine;
import io.sandglass.run.RunRecord;
import io.sandglass.time.ManualTime;
import io.sandglass.time.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a journal does while its store works. */
@Timeout(30)
class RunJournalTest extends JournalFixture {
    @Test
    void writesWhatCameTogetherAsOneBatch() {
        List<CompletableFuture<Boolean>> stored = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            stored.add(journal.append(List.of(byHand(run(i)))));
        }
        assertThat(stored).noneMatch(CompletableFuture::isDone);

        machine.settle();

        assertThat(store.batches()).containsExactly(10);
        assertThat(stored).allMatch(CompletableFuture::join);
    }

    @Test
    void writesNoMoreThanTheThresholdAtOnce() {
        journal.append(List.of(byHand(run(1))));
        LongStream.rangeClosed(2, 2_500).forEach(seq -> journal.append(List.of(attempt(run(1), seq))));

        machine.settle();

        assertThat(store.batches()).containsExactly(1_000, 1_000, 500);
        assertThat(memory.runs().events(run(1))).hasSize(2_500);
    }

    @Test
    void saysWhichRunsTheStoreLeftOut() {
        CompletableFuture<Boolean> first = journal.tryAppend(List.of(inSlot(run(1), slot(0))));
        CompletableFuture<Boolean> second = journal.tryAppend(List.of(inSlot(run(2), slot(0))));

        machine.settle();

        assertThat(first).isCompletedWithValue(true);
        assertThat(second).isCompletedWithValue(false);
    }

    @Test
    void writesLogLinesBesideTheRecordsAndLosesThemRatherThanWait() {
        LogLine kept = line("kept");
        journal.log(kept);
        machine.settle();
        store.fail(1);
        journal.log(line("lost"));
        machine.settle();

        assertThat(memory.logged(run(1))).containsExactly(kept);
        assertThat(journal.outage()).isEmpty();
        assertThat(news).containsExactly("logged: kept");
    }

    @Test
    void boundsLogLinesByTheirMemoryAndCountsTheLostOnes() {
        LogLine long16k = line("x".repeat(16 * 1024));
        for (int i = 0; i < 2_000; i++) {
            journal.log(long16k);
        }
        machine.settle();

        assertThat(memory.logged(run(1)).size() * long16k.bytes()).isBetween(15L << 20, 16L << 20);
        assertThat(journal.lostLogLines())
                .isEqualTo(2_000 - memory.logged(run(1)).size());
    }

    @Test
    void leavesNobodyWaitingWhoWantedToStartARunWhenItIsClosed() {
        RunJournal narrow =
                new RunJournal(store, machine.platform(), new JournalLimits(100, 1, 10), JournalListener.NONE);
        narrow.append(List.of(byHand(run(1))));
        CompletableFuture<Boolean> waiting = narrow.tryAppend(List.of(byHand(run(2))));

        narrow.close();
        CompletableFuture<Boolean> late = narrow.tryAppend(List.of(byHand(run(3))));
        machine.settle();

        assertThat(List.of(waiting, late))
                .allSatisfy(start -> assertThatThrownBy(start::join).hasCauseInstanceOf(StoreUnavailable.class));
        assertThat(memory.runs().openRuns()).containsExactly(run(1));
    }

    @Test
    void flushCompletesAfterAllThatWasAppended() {
        CompletableFuture<Boolean> stored = journal.append(List.of(byHand(run(1))));

        CompletableFuture<Boolean> flushed = journal.flush();
        machine.runUntil(flushed::isDone);

        assertThat(stored).isDone();
    }

    @Test
    void startsNoRunWhileItIsFullButTakesWhatRunsDo() {
        RunJournal small = new RunJournal(store, machine.platform(), new JournalLimits(2, 1_000, 10), noting());
        store.fail(2);
        small.append(List.of(byHand(run(1)), attempt(run(1), 2)));
        CompletableFuture<Boolean> start = small.tryAppend(List.of(byHand(run(2))));
        CompletableFuture<Boolean> third = small.append(List.of(attempt(run(1), 3)));
        assertThat(small.full()).isTrue();
        assertThatThrownBy(start::join).hasRootCauseInstanceOf(StoreUnavailable.class);

        machine.runToEnd();

        assertThat(small.full()).isFalse();
        assertThat(third).isCompletedWithValue(true);
        assertThat(memory.runs().events(run(1))).extracting(RunRecord::seq).containsExactly(1L, 2L, 3L);
        assertThat(news).containsExactly("degraded: no disk", "recovered", "roomy");
    }

    @Test
    void isFullWhenTheRecordsThatWaitTakeTooMuchMemory() {
        JournalLimits limits = new JournalLimits(1_000, 1_000, 10, 100_000);
        RunJournal small = new RunJournal(store, machine.platform(), limits, noting());
        store.fail(2);
        small.append(List.of(byHand(run(1)), attempt(run(1), 2)));
        assertThat(small.full()).isFalse();
        small.append(List.of(output(run(1), 3, 100_000)));
        CompletableFuture<Boolean> start = small.tryAppend(List.of(byHand(run(2))));

        assertThat(small.full()).isTrue();
        assertThatThrownBy(start::join).hasMessageContaining("too much waits to be written: 3 records");

        machine.runToEnd();

        assertThat(small.full()).isFalse();
        assertThat(memory.runs().events(run(1))).hasSize(3);
        assertThat(news).containsExactly("degraded: no disk", "recovered", "roomy");
    }

    @Test
    void writesLargeRecordsAFewAtATime() {
        journal.append(List.of(byHand(run(1))));
        for (int seq = 2; seq < 10; seq++) {
            journal.append(List.of(output(run(1), seq, 3 << 20)));
        }

        machine.runToEnd();

        assertThat(store.batches()).allMatch(size -> size <= 3);
        assertThat(memory.runs().events(run(1))).hasSize(9);
    }

    @Test
    void startsNoRunWhileTheStoreHasTooMuchToDo() {
        store.overload("the history is behind");
        CompletableFuture<Boolean> start = journal.tryAppend(List.of(byHand(run(1))));
        CompletableFuture<Boolean> goesOn = journal.append(List.of(byHand(run(2))));
        machine.runToEnd();

        assertThatThrownBy(start::join)
                .hasRootCauseInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("the history is behind");
        assertThat(goesOn).isCompletedWithValue(true);

        store.overload(null);

        CompletableFuture<Boolean> later = journal.tryAppend(List.of(byHand(run(1))));
        machine.runToEnd();
        assertThat(later).isCompletedWithValue(true);
    }

    @Test
    void logLinesHoldUpNoRecord() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        RunStore slow = new FlakyRunStore(memory.runs()) {
            @Override
            public void log(List<LogLine> lines) {
                awaitQuietly(release);
            }
        };
        try (Workers workers = Workers.system(4);
                RunJournal beside =
                        new RunJournal(slow, new ManualTime().platform(workers), JournalLimits.DEFAULT, noting())) {
            beside.log(line("slow"));

            assertThat(beside.append(List.of(byHand(run(1)))).get(10, TimeUnit.SECONDS))
                    .isTrue();
            release.countDown();
        }
    }
}
