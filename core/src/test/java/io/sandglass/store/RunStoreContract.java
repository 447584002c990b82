package io.sandglass.store;

import static io.sandglass.store.StoredRuns.NIGHTLY;
import static io.sandglass.store.StoredRuns.T0;
import static io.sandglass.store.StoredRuns.attempt;
import static io.sandglass.store.StoredRuns.byHand;
import static io.sandglass.store.StoredRuns.ended;
import static io.sandglass.store.StoredRuns.everyKind;
import static io.sandglass.store.StoredRuns.inSlot;
import static io.sandglass.store.StoredRuns.run;
import static io.sandglass.store.StoredRuns.slot;
import static io.sandglass.store.StoredRuns.withKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.LogLevel;
import io.sandglass.run.Asked;
import io.sandglass.run.IdempotencyKey;
import io.sandglass.run.LogLine;
import io.sandglass.run.RunEvent.RunAdmitted;
import io.sandglass.run.RunEvent.RunQueued;
import io.sandglass.run.RunEvent.RunReopened;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link RunStore} promises. An adapter's test extends this; each test starts on an empty store. */
public abstract class RunStoreContract {
    private static final IdempotencyKey KEY = new IdempotencyKey("acme", "order 7");
    private static final IdempotencyKey OTHERS_KEY = new IdempotencyKey("umbrella", "order 7");

    /** The store under test; the same one during a test. */
    protected abstract RunStore store();

    /** The trigger store beside it: both see the same slots. */
    protected abstract TriggerStore triggers();

    /** The log lines kept of a run, oldest first. */
    protected abstract List<LogLine> logged(RunId run);

    @Test
    void givesBackEventsOfEveryKindAsTheyWere() {
        List<RunRecord> records = everyKind(run(1));

        assertThat(store().append(records)).isEmpty();

        assertThat(store().events(run(1))).isEqualTo(records);
    }

    @Test
    void knowsNothingOfARunThatNeverStarted() {
        assertThat(store().events(run(1))).isEmpty();
        assertThat(store().openRuns()).isEmpty();
    }

    @Test
    void appendingARecordAgainChangesNothing() {
        List<RunRecord> records = everyKind(run(1));
        store().append(records);

        assertThat(store().append(records)).isEmpty();
        assertThat(store().append(records.subList(3, 6))).isEmpty();

        assertThat(store().events(run(1))).isEqualTo(records);
        assertThat(store().openRuns()).isEmpty();
    }

    @Test
    void appendingARecordTwiceInOneBatchKeepsItOnce() {
        store().append(List.of(byHand(run(1)), attempt(run(1), 2), attempt(run(1), 2)));

        assertThat(store().events(run(1))).containsExactly(byHand(run(1)), attempt(run(1), 2));
    }

    @Test
    void keepsAllOfABatchOrNone() {
        List<RunRecord> broken = Arrays.asList(byHand(run(1)), inSlot(run(2), slot(0)), null);

        assertThatThrownBy(() -> store().append(broken)).isInstanceOf(RuntimeException.class);

        assertThat(store().events(run(1))).isEmpty();
        assertThat(store().openRuns()).isEmpty();
        assertThat(store().append(List.of(inSlot(run(3), slot(0))))).isEmpty();
    }

    @Test
    void refusesARecordThatDoesNotFollowTheOneBeforeAndStoresNothingOfTheCall() {
        store().append(List.of(byHand(run(1))));

        assertThatThrownBy(() -> store().append(List.of(byHand(run(2)), attempt(run(1), 2), attempt(run(1), 4))))
                .isInstanceOf(RecordRefused.class)
                .hasMessage("run " + run(1) + ": record 4 cannot follow record 2");

        assertThat(store().events(run(1))).hasSize(1);
        assertThat(store().append(List.of(byHand(run(2)), attempt(run(1), 2)))).isEmpty();
        assertThat(store().openRuns()).containsExactly(run(1), run(2));
    }

    @Test
    void refusesAnotherRunOfAnIdThatIsTaken() {
        store().append(List.of(byHand(run(2)), ended(run(2), 2)));
        RunRecord other = inSlot(run(2), slot(0));

        assertThatThrownBy(() -> store().append(List.of(byHand(run(3)), other)))
                .isInstanceOf(RecordRefused.class)
                .hasMessage("run " + run(2) + " is another one already: its id was given twice");

        assertThat(store().events(run(2))).containsExactly(byHand(run(2)), ended(run(2), 2));
        assertThat(store().openRuns()).isEmpty();
    }

    @Test
    void knowsTheHighestIdOfAllRuns() {
        assertThat(store().highestRun()).isEmpty();

        store().append(List.of(byHand(run(1)), byHand(run(7)), ended(run(7), 2), byHand(run(3))));

        assertThat(store().highestRun()).contains(run(7));
    }

    @Test
    void givesEventsInTheOrderOfTheirNumbersAlsoAcrossBatches() {
        store().append(List.of(byHand(run(2)), byHand(run(1)), attempt(run(2), 2)));
        store().append(List.of(attempt(run(1), 2), ended(run(2), 3)));
        store().append(List.of(ended(run(1), 3)));

        assertThat(store().events(run(1))).containsExactly(byHand(run(1)), attempt(run(1), 2), ended(run(1), 3));
        assertThat(store().events(run(2))).containsExactly(byHand(run(2)), attempt(run(2), 2), ended(run(2), 3));
    }

    @Test
    void listsOpenRunsOldestFirst() {
        store().append(List.of(byHand(run(3)), byHand(run(1)), byHand(run(2)), ended(run(3), 2)));

        assertThat(store().openRuns()).containsExactly(run(1), run(2));

        store().append(List.of(ended(run(1), 2)));

        assertThat(store().openRuns()).containsExactly(run(2));
    }

    @Test
    void listsQueuedRunsAsOpen() {
        RunRecord queued = new RunRecord(run(1), 2, new RunQueued("default/w[a]", T0));
        RunRecord admitted = new RunRecord(run(1), 3, new RunAdmitted("default/w[a]", T0));

        store().append(List.of(byHand(run(1)), queued));

        assertThat(store().openRuns()).containsExactly(run(1));

        store().append(List.of(admitted));

        assertThat(store().openRuns()).containsExactly(run(1));
        assertThat(store().events(run(1))).containsExactly(byHand(run(1)), queued, admitted);
    }

    @Test
    void listsARunAsOpenAgainOnceItIsReopened() {
        RunRecord reopened = new RunRecord(run(1), 3, new RunReopened(List.of("a"), new Asked("alice", ""), T0));
        store().append(List.of(inSlot(run(1), slot(0)), ended(run(1), 2)));

        store().append(List.of(reopened));
        assertThat(store().openRuns()).containsExactly(run(1));
        store().append(List.of(ended(run(1), 4)));

        assertThat(store().openRuns()).isEmpty();
        assertThat(store().events(run(1))).hasSize(4).contains(reopened);
    }

    @Test
    void givesASlotToOneRunOnly() {
        store().append(List.of(inSlot(run(1), slot(0))));

        assertThat(store().append(List.of(inSlot(run(2), slot(0)), inSlot(run(3), slot(1)))))
                .containsExactly(run(2));

        assertThat(store().events(run(2))).isEmpty();
        assertThat(store().openRuns()).containsExactly(run(1), run(3));
    }

    @Test
    void givesASlotToOneRunOnlyAlsoWithinABatch() {
        assertThat(store().append(List.of(inSlot(run(1), slot(0)), inSlot(run(2), slot(0)), byHand(run(3)))))
                .containsExactly(run(2));

        assertThat(store().openRuns()).containsExactly(run(1), run(3));
    }

    @Test
    void leavesOutLaterRecordsOfARunLeftOut() {
        store().append(List.of(inSlot(run(1), slot(0)), inSlot(run(2), slot(0)), attempt(run(2), 2)));

        assertThat(store().append(List.of(attempt(run(2), 3), attempt(run(1), 2))))
                .containsExactly(run(2));

        assertThat(store().events(run(2))).isEmpty();
        assertThat(store().events(run(1))).hasSize(2);
    }

    @Test
    void takesTheSameStartAgainAfterItsSlotWasTaken() {
        store().append(List.of(inSlot(run(1), slot(0))));

        assertThat(store().append(List.of(inSlot(run(1), slot(0))))).isEmpty();

        assertThat(store().events(run(1))).hasSize(1);
    }

    @Test
    void leavesOutARunWhoseSlotWasSkipped() {
        triggers().recordSlot(slot(0), SlotState.SKIPPED, "the run before is still open");

        assertThat(store().append(List.of(inSlot(run(1), slot(0))))).containsExactly(run(1));
    }

    @Test
    void recordsTheSlotOfARun() {
        store().append(List.of(inSlot(run(1), slot(2))));

        assertThat(triggers().lastSlot(NIGHTLY)).contains(slot(2).fireTime());
        assertThat(triggers().recordSlot(slot(2), SlotState.MISSED, "")).isFalse();
    }

    @Test
    void givesAKeyToOneRunOnly() {
        store().append(List.of(withKey(run(1), KEY)));

        assertThat(store().append(List.of(withKey(run(2), KEY), attempt(run(2), 2), withKey(run(3), OTHERS_KEY))))
                .containsExactly(run(2));

        assertThat(store().events(run(2))).isEmpty();
        assertThat(store().openRuns()).containsExactly(run(1), run(3));
        assertThat(store().keyed(KEY)).contains(keyed(run(1)));
        assertThat(store().keyed(OTHERS_KEY)).contains(keyed(run(3)));
    }

    @Test
    void givesAKeyToOneRunOnlyAlsoWithinABatch() {
        assertThat(store().append(List.of(withKey(run(1), KEY), withKey(run(2), KEY), byHand(run(3)))))
                .containsExactly(run(2));

        assertThat(store().keyed(KEY)).contains(keyed(run(1)));
    }

    @Test
    void keepsTheKeyOfARunThatHasEnded() {
        store().append(List.of(withKey(run(1), KEY), ended(run(1), 2)));

        assertThat(store().append(List.of(withKey(run(2), KEY)))).containsExactly(run(2));
        assertThat(store().append(List.of(withKey(run(1), KEY)))).isEmpty();

        assertThat(store().keyed(KEY)).contains(keyed(run(1)));
    }

    @Test
    void takesNoKeyOfABatchThatIsRefused() {
        RunRecord hole = attempt(run(1), 3);
        assertThatThrownBy(() -> store().append(List.of(withKey(run(1), KEY), hole)))
                .isInstanceOf(RecordRefused.class);

        assertThat(store().keyed(KEY)).isEmpty();
        assertThat(store().append(List.of(withKey(run(2), KEY)))).isEmpty();
    }

    @Test
    void keepsLogLinesInTheirOrder() {
        store().append(List.of(byHand(run(1)), byHand(run(2))));
        LogLine first = line(run(1), "first");
        LogLine second = line(run(1), "second \ud83d\ude00");

        store().log(List.of(first, line(run(2), "other")));
        store().log(List.of(second));

        assertThat(logged(run(1))).containsExactly(first, second);
    }

    @Test
    void takesALargeBatch() {
        List<RunRecord> records = new ArrayList<>(List.of(byHand(run(1))));
        IntStream.rangeClosed(2, 2_000).forEach(seq -> records.add(attempt(run(1), seq)));

        store().append(records);

        assertThat(store().events(run(1))).isEqualTo(records);
    }

    @Test
    void takesAnEmptyBatch() {
        assertThat(store().append(Collections.emptyList())).isEmpty();
    }

    private static KeyedRun keyed(RunId run) {
        return KeyedRun.of(run, (RunStarted) withKey(run, KEY).event());
    }

    private static LogLine line(RunId run, String text) {
        return new LogLine(run, "a", 1, LogLevel.INFO, text, T0);
    }
}
