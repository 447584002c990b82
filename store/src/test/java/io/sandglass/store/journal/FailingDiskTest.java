package io.sandglass.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** D1, D2, D3, D6: what the disk refuses is not acknowledged, and when it works again the journal does too. */
class FailingDiskTest {
    private static final int APPENDS = 10;
    private static final JournalSettings SETTINGS =
            new JournalSettings(Path.of("simulated"), Durability.POWER, 8 << 10);

    @Test
    void goesOnAfterAnyOperationFailedOnce() {
        everyOperationFails(1);
    }

    @Test
    void goesOnAfterAnyOperationAndTheNextFewFailed() {
        everyOperationFails(7);
    }

    @Test
    void acknowledgesNothingWhileTheDiskFailsAndGoesOnAfterwards() {
        SimulatedDisk disk = new SimulatedDisk(1);
        Ledger ledger = new Ledger(new Random(1));
        try (Journal journal = Journal.open(SETTINGS, disk)) {
            ledger.append(journal);
            disk.failFor(1, Integer.MAX_VALUE);
            for (int i = 0; i < 5; i++) {
                assertThat(ledger.append(journal)).isFalse();
            }
            disk.heal();

            assertThat(ledger.append(journal)).isTrue();
            ledger.check(journal, "after the disk worked again");
        }
        reopen(disk.afterPowerLoss(), ledger, "after the loss of power");
    }

    @Test
    void neverTrustsASyncThatFailed() {
        for (int seed = 0; seed < 100; seed++) {
            String context = "seed " + seed;
            SimulatedDisk disk = new SimulatedDisk(seed);
            Ledger ledger = new Ledger(new Random(seed));
            Journal journal = Journal.open(SETTINGS, disk);
            ledger.append(journal);
            disk.duringForce(() -> disk.failFor(1, 1));
            assertThat(ledger.append(journal)).as(context).isFalse();
            disk.duringForce(() -> {});

            assertThat(ledger.append(journal)).as(context).isTrue();
            reopen(disk.afterPowerLoss(), ledger, context);
        }
    }

    @Test
    void aFullDiskLeavesNothingHalfAcknowledged() {
        for (int free = 0; free < 40_000; free += 397) {
            String context = free + " bytes free";
            SimulatedDisk disk = new SimulatedDisk(free);
            Ledger ledger = new Ledger(new Random(free));
            disk.capacity(4096 + free);
            try (Journal journal = Journal.open(SETTINGS, disk)) {
                for (int i = 0; i < 20; i++) {
                    ledger.append(journal);
                }
                ledger.check(journal, context);
                disk.heal();
                assertThat(ledger.append(journal)).as(context).isTrue();
            }
            reopen(disk.afterPowerLoss(), ledger, context);
        }
    }

    @Test
    void writesAsLongAsTheEntriesFitThoughTheSpaceAheadDoesNot() {
        SimulatedDisk disk = new SimulatedDisk(1);
        disk.capacity(50_000);
        JournalSettings roomy = new JournalSettings(Path.of("simulated"), Durability.POWER, 64 << 20);
        try (Journal journal = Journal.open(roomy, disk)) {
            for (int i = 0; i < 48; i++) {
                journal.append(List.of(new Frame((byte) 1, new byte[1000 - FrameHead.SIZE])));
            }

            assertThat(journal.lastSeq()).isEqualTo(48);
            assertThatThrownBy(() -> journal.append(List.of(new Frame((byte) 1, new byte[3000]))))
                    .isInstanceOf(JournalUnavailable.class)
                    .hasMessageContaining("No space left on device");
            assertThat(journal.lastSeq()).isEqualTo(48);
        }
    }

    @Test
    void aFullDiskDoesNotMakeItReadTheSegmentAgainAtEachTry() {
        SimulatedDisk disk = new SimulatedDisk(1);
        JournalSettings roomy = new JournalSettings(Path.of("simulated"), Durability.POWER, 64 << 20);
        try (Journal journal = Journal.open(roomy, disk)) {
            for (int i = 0; i < 100; i++) {
                journal.append(List.of(new Frame((byte) 1, new byte[20_000])));
            }
            disk.capacity(0);
            assertThatThrownBy(journal::probe).isInstanceOf(JournalUnavailable.class);
            int before = disk.operations();

            assertThatThrownBy(journal::probe).isInstanceOf(JournalUnavailable.class);

            assertThat(disk.operations() - before).isLessThan(10);
            disk.heal();
            journal.append(List.of(new Frame((byte) 1, new byte[20_000])));
            assertThat(journal.lastSeq()).isEqualTo(101);
        }
    }

    @Test
    void saysThatItCannotWriteUntilTheDiskWorksAgain() {
        SimulatedDisk disk = new SimulatedDisk(1);
        Ledger ledger = new Ledger(new Random(1));
        try (Journal journal = Journal.open(SETTINGS, disk)) {
            ledger.append(journal);
            disk.failFor(1, Integer.MAX_VALUE);
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(journal::probe).isInstanceOf(JournalUnavailable.class);
            }
            disk.heal();

            journal.probe();

            ledger.check(journal, "after the disk worked again");
            assertThat(ledger.append(journal)).isTrue();
            journal.probe();
        }
        reopen(disk.afterPowerLoss(), ledger, "after the loss of power");
    }

    @Test
    void findsAFullDiskFullThoughItSyncs() {
        SimulatedDisk disk = new SimulatedDisk(1);
        Ledger ledger = new Ledger(new Random(1));
        try (Journal journal = Journal.open(SETTINGS, disk)) {
            ledger.append(journal);
            disk.capacity(16 << 10);
            assertThatThrownBy(journal::probe).hasMessageContaining("No space left on device");
            disk.heal();

            journal.probe();

            assertThat(ledger.append(journal)).isTrue();
        }
        reopen(disk.afterPowerLoss(), ledger, "after the loss of power");
    }

    @Test
    void aSyncThatFailsWhileItIsTriedIsNotTrustedEither() {
        SimulatedDisk disk = new SimulatedDisk(1);
        Ledger ledger = new Ledger(new Random(1));
        try (Journal journal = Journal.open(SETTINGS, disk)) {
            ledger.append(journal);
            disk.duringForce(() -> disk.failFor(1, 1));
            assertThatThrownBy(journal::probe).isInstanceOf(JournalUnavailable.class);
            disk.duringForce(() -> {});

            assertThat(ledger.append(journal)).isTrue();
        }
        reopen(disk.afterPowerLoss(), ledger, "after the loss of power");
    }

    private static void everyOperationFails(int times) {
        boolean reached = true;
        for (int n = 1; reached; n++) {
            String context = times + " operations from " + n + " on failed";
            Random random = new Random(n);
            SimulatedDisk disk = new SimulatedDisk(n);
            Ledger ledger = new Ledger(random);
            disk.failFor(n, times);
            Journal journal = openPatiently(disk, times);
            for (int i = 0; i < APPENDS; i++) {
                ledger.append(journal);
            }
            reached = disk.operations() >= n;
            disk.heal();
            assertThat(ledger.append(journal)).as(context).isTrue();
            ledger.check(journal, context);
            reopen(random.nextBoolean() ? disk : disk.afterPowerLoss(), ledger, context);
        }
    }

    private static Journal openPatiently(SimulatedDisk disk, int times) {
        for (int i = 0; i < times; i++) {
            try {
                return Journal.open(SETTINGS, disk);
            } catch (JournalUnavailable e) {
                assertThat(e).hasMessageContaining("input/output error");
            }
        }
        return Journal.open(SETTINGS, disk);
    }

    private static void reopen(SimulatedDisk disk, Ledger ledger, String context) {
        try (Journal journal = Journal.open(SETTINGS, disk)) {
            ledger.check(journal, context);
            assertThat(ledger.append(journal)).as(context).isTrue();
        }
    }
}
