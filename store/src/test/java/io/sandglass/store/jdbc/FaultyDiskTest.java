package io.sandglass.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.SlotKey;
import io.sandglass.store.SlotState;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.fixture.Awaiting;
import io.sandglass.store.fixture.Consistency;
import io.sandglass.store.fixture.FaultyDisk;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.projection.ProjectionSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that fail under the database, and come back (D1, D2, D3, D6). */
class FaultyDiskTest {
    @TempDir
    private Path home;

    @BeforeEach
    void register() {
        FaultyDisk.register();
    }

    @AfterEach
    void repair() {
        FaultyDisk.repair();
    }

    @Test
    void acknowledgesWhileTheDatabaseCannotBeWrittenToAndCatchesUpAfterwards() {
        Map<Long, Long> acknowledged = new HashMap<>();
        try (H2Store store = open(home)) {
            acknowledged.put(append(store, 1), 3L);
            FaultyDisk.fill();
            acknowledged.put(append(store, 2), 3L);
            Awaiting.until(() -> store.projectionLag().trouble().isPresent());
            acknowledged.put(append(store, 3), 3L);

            assertThat(store.projectionLag().records()).isPositive();
            assertThat(store.runs().openRuns()).hasSize(3);

            FaultyDisk.repair();
            Awaiting.until(() -> store.projectionLag().trouble().isEmpty());

            assertThat(store.projectionLag().records()).isZero();
            Consistency.check(store, acknowledged, "full disk");
        }
        check(home, acknowledged, "full disk, opened again");
    }

    @Test
    void letsNothingNewBeginWhenTheDatabaseIsTooFarBehind() {
        ProjectionSettings narrow = new ProjectionSettings(Duration.ZERO, 1, 30);
        StoreSettings settings = StoreSettings.inDirectory(home).with(narrow);
        SlotKey slot = new SlotKey(Samples.TRIGGER, Samples.T0);
        try (H2Store store = StoreOpening.open(settings, FaultyDisk.SCHEME)) {
            FaultyDisk.fill();
            for (long run = 1; run <= 12; run++) {
                append(store, run); // what runs may go on
            }

            assertThat(store.runs().overload()).isPresent();
            assertThatThrownBy(() -> store.triggers().recordSlot(slot, SlotState.MISSED, "late"))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("behind");

            FaultyDisk.repair();
            Awaiting.until(() -> store.runs().overload().isEmpty());

            assertThat(store.triggers().recordSlot(slot, SlotState.MISSED, "late"))
                    .isTrue();
        }
    }

    @Test
    void answersQuestionsAboutTheHistoryAgainAfterwards() {
        try (H2Store store = open(home)) {
            append(store, 1);
            assertThat(runs(store)).isEqualTo(1L);
            FaultyDisk.fill();
            append(store, 2);
            Awaiting.until(() -> store.projectionLag().trouble().isPresent());

            FaultyDisk.repair();
            Awaiting.until(() -> store.projectionLag().trouble().isEmpty());

            assertThat(runs(store)).isEqualTo(2L);
        }
    }

    @Test
    void saysThatTheHistoryIsNotAvailableWhileTheDatabaseCannotBeOpened() {
        try (H2Store store = open(home)) {
            append(store, 1);
            FaultyDisk.fill();
            append(store, 2);

            Awaiting.until(() -> {
                try {
                    runs(store);
                    return false;
                } catch (StoreUnavailable e) {
                    return String.valueOf(e.getMessage()).contains("history is not available now");
                }
            });
        }
    }

    @Test
    void copiesAndLooksThroughTheDatabaseAgainAfterwards() {
        try (H2Store store = open(home)) {
            append(store, 1);
            store.backupNow();
            store.verify();
            assertThat(runs(store)).isEqualTo(1L);
            FaultyDisk.fill();
            append(store, 2);
            Awaiting.until(() -> store.projectionLag().trouble().isPresent());
            FaultyDisk.repair();
            Awaiting.until(() -> store.projectionLag().trouble().isEmpty());

            for (long run = 3; run <= 5; run++) {
                append(store, run);
                store.backupNow();
                assertThat(store.verify().problems()).isEmpty();
                assertThat(runs(store)).isEqualTo(run);
            }
        }
    }

    private static Object runs(H2Store store) {
        return store.history()
                .query("select count(*) from runs", List.of(), 1, Duration.ofSeconds(5))
                .rows()
                .get(0)
                .get(0);
    }

    @Test
    void keepsWhatWasAcknowledgedIfItIsClosedMeanwhile() {
        Map<Long, Long> acknowledged = new HashMap<>();
        try (H2Store store = open(home)) {
            FaultyDisk.fill();
            for (long run = 1; run <= 10; run++) {
                acknowledged.put(append(store, run), 3L);
            }
        }
        FaultyDisk.repair();

        check(home, acknowledged, "closed on a full disk");
    }

    @Test
    void losesNothingAcknowledgedWhicheverWriteFails() {
        long failures = 0;
        for (int writes = 0; writes < 40; writes += 1 + writes / 8) {
            Path data = home.resolve("after-" + writes);
            Map<Long, Long> acknowledged = new HashMap<>();
            try (H2Store store = open(data)) {
                FaultyDisk.failOnceAfter(writes);
                for (long run = 1; run <= 30; run++) {
                    acknowledged.put(append(store, run), 3L);
                    if (run % 3 == 0) { // else all may come to the database in a few writes
                        Awaiting.until(() -> store.projectionLag().records() == 0);
                    }
                }
                failures += FaultyDisk.failures();
                FaultyDisk.repair();
            }
            check(data, acknowledged, "write " + writes);
        }
        assertThat(failures).isGreaterThan(5);
    }

    private static H2Store open(Path data) {
        return StoreOpening.open(
                StoreSettings.inDirectory(data).with(new ProjectionSettings(Duration.ZERO, 1, 1_000_000)),
                FaultyDisk.SCHEME);
    }

    private static void check(Path data, Map<Long, Long> acknowledged, String context) {
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(data))) {
            Consistency.check(store, acknowledged, context);
        }
    }

    private static long append(H2Store store, long run) {
        List<RunRecord> records = Samples.records(
                new RunId(run),
                Samples.started(Cause.manual()),
                Samples.attemptStarted("load", 1),
                Samples.succeeded("load", 1, Payload.of("x".repeat(3_000))));
        store.runs().append(records);
        return run;
    }
}
