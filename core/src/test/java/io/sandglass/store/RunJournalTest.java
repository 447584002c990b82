package io.sandglass.store;

import static io.sandglass.store.StoredRuns.attempt;
import static io.sandglass.store.StoredRuns.byHand;
import static io.sandglass.store.StoredRuns.ended;
import static io.sandglass.store.StoredRuns.inSlot;
import static io.sandglass.store.StoredRuns.output;
import static io.sandglass.store.StoredRuns.run;
import static io.sandglass.store.StoredRuns.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.LogLevel;
import io.sandglass.run.LogLine;
import io.sandglass.run.RunRecord;
import io.sandglass.time.ManualTime;
import io.sandglass.time.Simulation;
import io.sandglass.time.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RunJournalTest {
    private final Simulation machine = new Simulation(1);
    private final InMemoryStore memory = new InMemoryStore();
    private final FlakyRunStore store = new FlakyRunStore(memory.runs());
    private final List<String> news = new ArrayList<>();
    private final RunJournal journal = new RunJournal(store, machine.platform(), JournalLimits.DEFAULT, noting());

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
    void keepsEverythingInOrderWhileTheStoreIsUnavailable() {
        store.fail(4);
        journal.append(List.of(byHand(run(1)), attempt(run(1), 2)));
        machine.advance(Duration.ofMillis(150));
        journal.append(List.of(attempt(run(1), 3)));
        assertThat(journal.outage()).contains("no disk");

        machine.advance(Duration.ofSeconds(10));

        assertThat(journal.outage()).isEmpty();
        assertThat(memory.runs().events(run(1)))
                .containsExactly(byHand(run(1)), attempt(run(1), 2), attempt(run(1), 3));
        assertThat(news).containsExactly("degraded: no disk", "recovered");
    }

    @Test
    void writesAgainSoonAfterALongOutage() {
        store.fail(Integer.MAX_VALUE);
        CompletableFuture<Boolean> stored = journal.append(List.of(byHand(run(1))));
        machine.advance(Duration.ofHours(1));

        store.fail(0);
        machine.advance(Duration.ofSeconds(5));

        assertThat(stored).isCompletedWithValue(true);
    }

    @Test
    void givesUpWhatMayFailAtOnce() {
        store.fail(2);
        CompletableFuture<Boolean> kept = journal.append(List.of(byHand(run(1))));
        CompletableFuture<Boolean> queued = journal.tryAppend(List.of(byHand(run(2))));
        machine.settle();
        CompletableFuture<Boolean> late = journal.tryAppend(List.of(byHand(run(3))));

        assertThatThrownBy(queued::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(late::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StoreUnavailable.class);
        machine.runToEnd();
        assertThat(kept).isCompletedWithValue(true);
        assertThat(memory.runs().openRuns()).containsExactly(run(1));
    }

    @Test
    void noticesTheEndOfAnOutageAlsoWhenNothingWaits() {
        store.fail(3);
        CompletableFuture<Boolean> refused = journal.tryAppend(List.of(byHand(run(1))));
        machine.settle();
        assertThat(refused).isCompletedExceptionally();
        assertThat(journal.outage()).isPresent();

        machine.advance(Duration.ofSeconds(10));

        assertThat(journal.outage()).isEmpty();
        assertThat(news).containsExactly("degraded: no disk", "recovered");
    }

    @Test
    void looksAtTheStoreWhenSomebodyElseFoundItUnavailable() {
        store.fail(1);

        journal.doubt();
        machine.advance(Duration.ofMillis(50));
        assertThat(journal.outage()).contains("no disk");
        machine.advance(Duration.ofSeconds(1));

        assertThat(journal.outage()).isEmpty();
        assertThat(news).containsExactly("degraded: no disk", "recovered");
        assertThat(store.batches()).isEmpty();
    }

    @Test
    void believesTheStoreThatItCanWriteAgainOnlyIfItTried() {
        store.fail(1);
        CompletableFuture<Boolean> refused = journal.tryAppend(List.of(byHand(run(1))));
        machine.settle();
        assertThat(refused).isCompletedExceptionally();
        store.fail(3);

        machine.advance(Duration.ofMillis(150));

        assertThat(journal.outage()).contains("no disk");
    }

    @Test
    void treatsAnyTroubleOfTheStoreAsAnOutage() {
        store.failWith(new IllegalStateException("a defect"), 1);

        CompletableFuture<Boolean> stored = journal.append(List.of(byHand(run(1))));
        machine.runToEnd();

        assertThat(stored).isCompletedWithValue(true);
    }

    @Test
    void aRecordThatTheStoreRefusesHoldsUpNobodyButItsRun() {
        store.refuse(attempt(run(2), 2)::equals);
        CompletableFuture<Boolean> before = journal.append(List.of(byHand(run(2))));
        CompletableFuture<Boolean> refused = journal.append(List.of(attempt(run(2), 2), attempt(run(2), 3)));
        CompletableFuture<Boolean> other = journal.append(List.of(byHand(run(1))));
        CompletableFuture<Boolean> after = journal.append(List.of(attempt(run(2), 4)));

        machine.settle();

        assertThat(List.of(before, other)).allMatch(CompletableFuture::join);
        assertThat(List.of(refused, after))
                .allSatisfy(stored -> assertThatThrownBy(stored::join).hasRootCauseInstanceOf(RecordRefused.class));
        assertThat(journal.outage()).isEmpty();
        assertThat(memory.runs().events(run(2))).containsExactly(byHand(run(2)));
    }

    @Test
    void takesARecordInThePlaceOfARefusedOneAndThoseAfterIt() {
        store.refuse(attempt(run(1), 2)::equals);
        journal.append(List.of(byHand(run(1))));
        journal.append(List.of(attempt(run(1), 2)));
        machine.settle();

        CompletableFuture<Boolean> stray = journal.append(List.of(attempt(run(1), 3)));
        CompletableFuture<Boolean> instead = journal.append(List.of(ended(run(1), 2)));
        machine.settle();

        assertThat(stray).isCompletedExceptionally();
        assertThat(instead).isCompletedWithValue(true);
        assertThat(memory.runs().openRuns()).isEmpty();
    }

    @Test
    void refusesARunWhoseFirstRecordCannotBeStored() {
        store.refuse(byHand(run(1))::equals);

        CompletableFuture<Boolean> refused = journal.tryAppend(List.of(byHand(run(1))));
        machine.settle();

        assertThatThrownBy(refused::join).hasRootCauseInstanceOf(RecordRefused.class);
        assertThat(journal.outage()).isEmpty();
    }

    @Test
    void givesUpWhatMayFailAtOnceAlsoWhenItIsNotItsTurn() {
        JournalLimits narrow = new JournalLimits(100, 1, 10);
        RunJournal slow = new RunJournal(store, machine.platform(), narrow, JournalListener.NONE);
        store.fail(1_000);
        slow.append(List.of(byHand(run(1))));

        CompletableFuture<Boolean> queued = slow.tryAppend(List.of(byHand(run(2))));
        machine.settle();

        assertThatThrownBy(queued::join).hasCauseInstanceOf(StoreUnavailable.class);
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
    void nobodyWaitsForAStoreThatHangs() throws Exception {
        store.block();
        try (Workers workers = Workers.system(4);
                RunJournal hanging =
                        new RunJournal(store, new ManualTime().platform(workers), JournalLimits.DEFAULT, noting())) {
            CompletableFuture<Boolean> first = hanging.append(List.of(byHand(run(1))));
            store.awaitBlocked();

            CompletableFuture<Boolean> second = hanging.append(List.of(attempt(run(1), 2)));
            assertThat(List.of(first, second)).noneMatch(CompletableFuture::isDone);
            store.unblock();

            assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
        }
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

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static LogLine line(String text) {
        return new LogLine(run(1), "a", 1, LogLevel.INFO, text, StoredRuns.T0);
    }

    private JournalListener noting() {
        return new JournalListener() {
            @Override
            public void degraded(String reason) {
                news.add("degraded: " + reason);
            }

            @Override
            public void recovered() {
                news.add("recovered");
            }

            @Override
            public void roomy() {
                news.add("roomy");
            }

            @Override
            public void logged(LogLine line) {
                news.add("logged: " + line.text());
            }
        };
    }
}
