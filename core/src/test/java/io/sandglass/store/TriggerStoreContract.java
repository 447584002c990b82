package io.sandglass.store;

import static io.sandglass.store.StoredRuns.NIGHTLY;
import static io.sandglass.store.StoredRuns.T0;
import static io.sandglass.store.StoredRuns.WORKFLOW;
import static io.sandglass.store.StoredRuns.inSlot;
import static io.sandglass.store.StoredRuns.run;
import static io.sandglass.store.StoredRuns.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link TriggerStore} promises. An adapter's test extends this; each test starts on an empty store. */
public abstract class TriggerStoreContract {
    private static final TriggerKey HOURLY = new TriggerKey(WORKFLOW, "hourly");
    private static final TriggerKey FOREIGN = new TriggerKey(new WorkflowKey("shop", "other"), "daily");

    /** The store under test; the same one during a test. */
    protected abstract TriggerStore store();

    /** The run store beside it: both see the same slots. */
    protected abstract RunStore runs();

    @Test
    void givesBackTriggersByKey() {
        TriggerRow nightly = row(NIGHTLY, 1, T0);
        TriggerRow hourly =
                new TriggerRow(HOURLY, 2, "interval", "PT1H", Optional.empty(), false, T0, Optional.empty());
        TriggerRow foreign = row(FOREIGN, 1, T0);

        store().replace(WORKFLOW, List.of(nightly, hourly));
        store().replace(FOREIGN.workflow(), List.of(foreign));

        assertThat(store().all()).containsExactly(hourly, nightly, foreign);
    }

    @Test
    void keepsWhenATriggerWasFirstDeployed() {
        store().replace(WORKFLOW, List.of(row(NIGHTLY, 1, T0)));

        store().replace(WORKFLOW, List.of(row(NIGHTLY, 2, T0.plusSeconds(60))));

        assertThat(store().all()).containsExactly(with(row(NIGHTLY, 2, T0), Optional.of(T0.plusSeconds(3660))));
    }

    @Test
    void removesTriggersThatAreNoLongerNamed() {
        store().replace(WORKFLOW, List.of(row(NIGHTLY, 1, T0), row(HOURLY, 1, T0)));
        store().replace(FOREIGN.workflow(), List.of(row(FOREIGN, 1, T0)));

        store().replace(WORKFLOW, List.of(row(HOURLY, 2, T0)));

        assertThat(store().all()).extracting(TriggerRow::key).containsExactly(HOURLY, FOREIGN);
    }

    @Test
    void replacesAllOrNone() {
        store().replace(WORKFLOW, List.of(row(NIGHTLY, 1, T0)));

        assertThatThrownBy(() -> store().replace(WORKFLOW, Arrays.asList(row(HOURLY, 2, T0), null)))
                .isInstanceOf(RuntimeException.class);

        assertThat(store().all()).containsExactly(row(NIGHTLY, 1, T0));
    }

    @Test
    void advancesTheNextFireTime() {
        store().replace(WORKFLOW, List.of(row(NIGHTLY, 1, T0)));

        store().advance(NIGHTLY, Optional.of(T0.plusSeconds(7)));
        assertThat(store().all()).containsExactly(with(row(NIGHTLY, 1, T0), Optional.of(T0.plusSeconds(7))));

        store().advance(NIGHTLY, Optional.empty());
        assertThat(store().all()).containsExactly(with(row(NIGHTLY, 1, T0), Optional.empty()));
    }

    @Test
    void doesNotAdvanceATriggerThatIsGone() {
        store().advance(NIGHTLY, Optional.of(T0));

        assertThat(store().all()).isEmpty();
    }

    @Test
    void recordsASlotOnce() {
        assertThat(store().recordSlot(slot(0), SlotState.SKIPPED, "the run before is still open"))
                .isTrue();

        assertThat(store().recordSlot(slot(0), SlotState.MISSED, "")).isFalse();
    }

    @Test
    void recordsManySlotsTogetherButThoseThatHaveTheirRecord() {
        store().recordSlot(slot(2), SlotState.SKIPPED, "the run before is still open");
        List<UnrunSlot> slots = IntStream.range(0, TriggerStore.MOST_SLOTS)
                .mapToObj(i -> new UnrunSlot(slot(i), SlotState.MISSED, "nobody was there"))
                .toList();

        List<UnrunSlot> recorded = store().recordSlots(slots);

        assertThat(recorded).hasSize(TriggerStore.MOST_SLOTS - 1).doesNotContain(slots.get(2));
        assertThat(store().recordSlots(slots)).isEmpty();
        assertThat(store().lastSlot(NIGHTLY))
                .contains(slot(TriggerStore.MOST_SLOTS - 1).fireTime());
    }

    @Test
    void doesNotRecordASlotThatHasItsRun() {
        runs().append(List.of(inSlot(run(1), slot(0))));

        assertThat(store().recordSlot(slot(0), SlotState.MISSED, "")).isFalse();
    }

    @Test
    void knowsTheLatestSlotWhateverItsState() {
        assertThat(store().lastSlot(NIGHTLY)).isEmpty();
        runs().append(List.of(inSlot(run(1), slot(1))));
        store().recordSlot(slot(3), SlotState.MISSED, "nobody was there");
        store().recordSlot(slot(2), SlotState.SKIPPED, "");

        assertThat(store().lastSlot(NIGHTLY)).contains(slot(3).fireTime());
        assertThat(store().lastSlot(HOURLY)).isEmpty();
    }

    @Test
    void keepsSlotsOfTriggersThatAreGone() {
        store().replace(WORKFLOW, List.of(row(NIGHTLY, 1, T0)));
        store().recordSlot(slot(0), SlotState.MISSED, "");

        store().replace(WORKFLOW, List.of());

        assertThat(store().lastSlot(NIGHTLY)).contains(slot(0).fireTime());
        assertThat(store().recordSlot(slot(0), SlotState.SKIPPED, "")).isFalse();
    }

    private static TriggerRow row(TriggerKey key, int revision, Instant firstDeployedAt) {
        return new TriggerRow(
                key,
                revision,
                "cron",
                "30 2 * * *",
                Optional.of("Europe/Amsterdam"),
                true,
                firstDeployedAt,
                Optional.of(firstDeployedAt.plusSeconds(3600)));
    }

    private static TriggerRow with(TriggerRow row, Optional<Instant> next) {
        return new TriggerRow(
                row.key(),
                row.revision(),
                row.kind(),
                row.expression(),
                row.zone(),
                row.enabled(),
                row.firstDeployedAt(),
                next);
    }
}
