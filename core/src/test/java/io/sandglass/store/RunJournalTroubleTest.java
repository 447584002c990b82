package io.sandglass.store;

import static io.sandglass.store.StoredRuns.attempt;
import static io.sandglass.store.StoredRuns.byHand;
import static io.sandglass.store.StoredRuns.ended;
import static io.sandglass.store.StoredRuns.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.time.ManualTime;
import io.sandglass.time.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stores that fail, hang or refuse. */
@Timeout(30)
class RunJournalTroubleTest extends JournalFixture {
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
    void tellsThatNothingIsRecordedBecauseOfAnError() {
        int[] failures = {2};
        store.refuse(record -> {
            if (failures[0]-- > 0) {
                throw new InternalError("struck");
            }
            return false;
        });
        CompletableFuture<Boolean> stored = journal.append(List.of(byHand(run(1))));

        machine.settle();
        assertThat(journal.outage().orElseThrow()).contains("struck");
        machine.runToEnd();

        assertThat(stored).isCompletedWithValue(true);
        assertThat(journal.outage()).isEmpty();
    }

    @Test
    void aStartThatTheStoreCannotDecideAboutHoldsUpNobodyElse() {
        store.undecided(byHand(run(2))::equals);
        CompletableFuture<Boolean> before = journal.append(List.of(byHand(run(1))));
        CompletableFuture<Boolean> undecided = journal.tryAppend(List.of(byHand(run(2))));
        CompletableFuture<Boolean> after = journal.append(List.of(attempt(run(1), 2)));

        machine.settle();

        assertThat(List.of(before, after)).allMatch(CompletableFuture::join);
        assertThatThrownBy(undecided::join)
                .hasCauseInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("being brought up to date");
        assertThat(journal.outage()).isEmpty();
        assertThat(news).isEmpty();

        store.undecided(record -> false);
        CompletableFuture<Boolean> again = journal.tryAppend(List.of(byHand(run(2))));
        machine.settle();
        assertThat(again).isCompletedWithValue(true);
    }

    @Test
    void noticesTheEndOfAnOutageAlsoWhenAllThatCameMeanwhileWasAnUndecidedStart() {
        RunStore racing = new FlakyRunStore(store) {
            @Override
            public Optional<String> overload() {
                machine.settle(); // what came before is written just after it was asked whether there is an outage
                return Optional.empty();
            }
        };
        RunJournal beside = new RunJournal(racing, machine.platform(), JournalLimits.DEFAULT, noting());
        store.undecided(byHand(run(2))::equals);
        CompletableFuture<Boolean> failed = beside.tryAppend(List.of(byHand(run(1))));
        store.fail(1);
        CompletableFuture<Boolean> undecided = beside.tryAppend(List.of(byHand(run(2))));
        machine.advance(Duration.ofSeconds(10));

        assertThat(List.of(failed, undecided))
                .allSatisfy(start -> assertThatThrownBy(start::join).hasCauseInstanceOf(StoreUnavailable.class));
        assertThat(beside.outage()).isEmpty();
        assertThat(news).containsExactly("degraded: no disk", "recovered");
    }

    @Test
    void looksAtAStoreThatIsDoubtedAlsoWhenItCannotDecideAboutAStart() {
        FlakyRunStore hesitant = new FlakyRunStore(store) {
            @Override
            public Set<RunId> append(List<RunRecord> records) {
                throw new Undecided("being brought up to date", new StoreUnavailable("no database"));
            }
        };
        RunJournal beside = new RunJournal(hesitant, machine.platform(), JournalLimits.DEFAULT, noting());
        hesitant.fail(1);
        beside.doubt();
        CompletableFuture<Boolean> start = beside.tryAppend(List.of(byHand(run(1))));

        machine.advance(Duration.ofMillis(50));
        assertThat(start).isCompletedExceptionally();
        assertThat(beside.outage()).contains("no disk");

        machine.advance(Duration.ofSeconds(1));
        assertThat(beside.outage()).isEmpty();
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
}
