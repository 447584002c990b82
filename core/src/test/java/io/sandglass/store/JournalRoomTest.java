package io.sandglass.store;

import static io.sandglass.store.StoredRuns.attempt;
import static io.sandglass.store.StoredRuns.byHand;
import static io.sandglass.store.StoredRuns.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.run.RunRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that has no room for some records, but for others. */
@Timeout(30)
class JournalRoomTest extends JournalFixture {
    private static final RunRecord LARGE = attempt(run(1), 2);

    @Test
    void aRecordForWhichThereIsNoRoomHoldsUpNobodyButItsRun() {
        store.crowd(LARGE::equals);
        journal.append(List.of(byHand(run(1))));

        CompletableFuture<Boolean> large = journal.append(List.of(LARGE));
        CompletableFuture<Boolean> other = journal.append(List.of(byHand(run(2))));
        CompletableFuture<Boolean> following = journal.append(List.of(attempt(run(1), 3)));
        machine.advance(Duration.ofMinutes(1));
        CompletableFuture<Boolean> later = journal.append(List.of(attempt(run(1), 4)));
        CompletableFuture<Boolean> otherLater = journal.append(List.of(attempt(run(2), 2)));
        machine.advance(Duration.ofMinutes(1));

        assertThat(List.of(large, following, later)).noneMatch(CompletableFuture::isDone);
        assertThat(List.of(other, otherLater)).allMatch(CompletableFuture::isDone);
        assertThat(journal.outage()).isEmpty();

        store.crowd(record -> false);
        machine.advance(Duration.ofSeconds(5));

        assertThat(List.of(large, following, later)).allMatch(CompletableFuture::join);
        assertThat(memory.runs().events(run(1)))
                .containsExactly(byHand(run(1)), LARGE, attempt(run(1), 3), attempt(run(1), 4));
    }

    @Test
    void aRunThatIsToBeginDoesNotWaitForRoom() {
        store.crowd(byHand(run(1))::equals);

        CompletableFuture<Boolean> start = journal.tryAppend(List.of(byHand(run(1))));
        CompletableFuture<Boolean> other = journal.tryAppend(List.of(byHand(run(2))));
        machine.settle();

        assertThat(other).isCompletedWithValue(true);
        assertThatThrownBy(start::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("no room");
    }

    @Test
    void looksWhetherThereIsRoomForAnythingAtAll() {
        journal.append(List.of(byHand(run(1))));
        machine.settle();
        store.crowd(LARGE::equals);
        store.failProbes(2);

        CompletableFuture<Boolean> large = journal.append(List.of(LARGE));
        machine.settle();
        assertThat(journal.outage()).contains("no disk");
        store.crowd(record -> false);
        machine.advance(Duration.ofMinutes(1));

        assertThat(journal.outage()).isEmpty();
        assertThat(large).isCompletedWithValue(true);
    }

    @Test
    void aFlushTellsThatSomethingWaitsForRoom() {
        store.crowd(LARGE::equals);
        journal.append(List.of(byHand(run(1)), LARGE));

        CompletableFuture<Boolean> flushed = journal.flush();
        machine.runUntil(flushed::isDone);

        assertThat(flushed).isCompletedWithValue(false);
        assertThat(journal.held()).containsExactly(run(1));
        assertThat(journal.full()).isFalse();
    }

    @Test
    void writesWhatWasHeldInBatchesNoLargerThanOthers() {
        RunJournal narrow =
                new RunJournal(store, machine.platform(), new JournalLimits(100, 2, 10), JournalListener.NONE);
        store.crowd(LARGE::equals);
        narrow.append(List.of(byHand(run(1))));
        for (int seq = 2; seq < 10; seq++) {
            narrow.append(List.of(attempt(run(1), seq)));
        }
        machine.settle();
        store.crowd(record -> false);

        CompletableFuture<Boolean> flushed = narrow.flush();
        machine.settle();

        assertThat(flushed).isCompletedWithValue(true);
        assertThat(memory.runs().events(run(1))).hasSize(9);
        assertThat(store.batches()).allMatch(size -> size <= 2);
    }

    @Test
    void aFlushLooksWhetherThereIsRoom() {
        store.crowd(LARGE::equals);
        CompletableFuture<Boolean> large = journal.append(List.of(byHand(run(1)), LARGE));
        machine.settle();
        assertThat(large).isNotDone();
        store.crowd(record -> false);

        CompletableFuture<Boolean> flushed = journal.flush();
        machine.settle();

        assertThat(flushed).isCompletedWithValue(true);
        assertThat(large).isCompletedWithValue(true);
        assertThat(journal.held()).isEmpty();
    }
}
