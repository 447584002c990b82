package io.sandglass.store.retention;

import static io.sandglass.store.fixture.Samples.T0;
import static io.sandglass.store.fixture.Samples.TRIGGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.run.RunId;
import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.SlotState;
import io.sandglass.store.UnrunSlot;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What became of fire times long ago is deleted. */
class SlotRetentionTest {
    private static final TriggerKey OTHER = new TriggerKey(new WorkflowKey("shop", "orders"), "hourly");
    private static final int SLOTS = 2_500;

    @TempDir
    Path directory;

    @Test
    void deletesOldSlotsButTheNewestOfEachTrigger() {
        try (H2Store store = open()) {
            record(store, TRIGGER, SLOTS);
            record(store, OTHER, 3);

            assertThat(store.pruneSlots(at(SLOTS - 10), () -> true)).isEqualTo(SLOTS - 10 + 2);

            assertThat(count(store, "nightly")).isEqualTo(10);
            assertThat(count(store, "hourly")).isEqualTo(1);
            assertThat(store.triggers().lastSlot(OTHER)).contains(at(2));
            assertThat(store.pruneSlots(at(SLOTS - 10), () -> true)).isZero();
            assertThat(store.verify().problems()).isEmpty();
        }
    }

    @Test
    void noDeletedSlotCountsAsFree() {
        try (H2Store store = open()) {
            record(store, TRIGGER, 20);
            store.pruneSlots(at(10), () -> true);
        }

        try (H2Store store = open()) {
            assertThat(store.triggers().recordSlots(List.of(unrun(TRIGGER, 5)))).isEmpty();
            assertThat(store.runs().append(Samples.records(new RunId(1), Samples.started(Samples.slotCause(at(4))))))
                    .containsExactly(new RunId(1));
            assertThat(store.triggers().recordSlots(List.of(unrun(TRIGGER, 20))))
                    .hasSize(1);
            assertThat(count(store, "nightly")).isEqualTo(11);
        }
    }

    @Test
    void aRebuiltDatabaseLacksTheSameSlots() throws IOException {
        try (H2Store store = open()) {
            store.runs().append(Samples.records(new RunId(1), Samples.started(Samples.slotCause(at(0)))));
            record(store, TRIGGER, 20);
            store.pruneSlots(at(10), () -> true);
        }
        Files.delete(directory.resolve(DataDirectory.DATABASE));

        try (H2Store store = open()) {
            assertThat(count(store, "nightly")).isEqualTo(10);
            assertThat(store.triggers().recordSlots(List.of(unrun(TRIGGER, 5)))).isEmpty();
            assertThat(store.verify().problems()).isEmpty();
        }
    }

    @Test
    void stopsWhenItIsTold() {
        try (H2Store store = open()) {
            record(store, TRIGGER, SLOTS);
            int[] asked = {0};

            long gone = store.pruneSlots(at(SLOTS), () -> asked[0]++ < 2);

            assertThat(gone).isEqualTo(1_000);
            assertThat(count(store, "nightly")).isEqualTo(SLOTS - 1_000);
        }
    }

    private H2Store open() {
        return H2Store.open(StoreSettings.inDirectory(directory));
    }

    private static void record(H2Store store, TriggerKey trigger, int count) {
        List<UnrunSlot> slots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            slots.add(unrun(trigger, i));
        }
        store.triggers().recordSlots(slots);
    }

    private static UnrunSlot unrun(TriggerKey trigger, int seconds) {
        return new UnrunSlot(new SlotKey(trigger, at(seconds)), SlotState.MISSED, "nobody was there");
    }

    private static Instant at(int seconds) {
        return T0.plusSeconds(seconds);
    }

    private static long count(H2Store store, String trigger) {
        return store.history()
                .query("select * from slots where trigger_name = ?", List.of(trigger), 10_000, Duration.ofSeconds(10))
                .rows()
                .size();
    }
}
