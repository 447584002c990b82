package io.sandglass.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * K7: power is lost at any operation, and what was not synced survives in parts. Also kills of the process (P5). More seeds
 * than usual: {@code -Dsandglass.journal.seeds=20000}.
 */
class PowerLossTest {
    private static final int SEEDS = Integer.getInteger("sandglass.journal.seeds", 120);
    private static final int CRASHES = 6;
    private static final JournalSettings POWER = new JournalSettings(Path.of("simulated"), Durability.POWER, 16 << 10);

    @Test
    void losesNothingAcknowledgedWhereverPowerIsLost() {
        for (int seed = 0; seed < SEEDS / 15; seed++) {
            int operations = operationsOf(seed);
            for (int n = 1; n <= operations; n++) {
                String context = "seed " + seed + ", power lost at operation " + n;
                Random random = new Random(seed);
                Ledger ledger = new Ledger(random);
                SimulatedDisk disk = new SimulatedDisk(31L * seed + n);
                disk.failFor(n, Integer.MAX_VALUE);
                work(disk, ledger, random);
                reopen(disk.afterPowerLoss(), ledger, context);
            }
        }
    }

    @Test
    void losesNothingAcknowledgedIfPowerIsLostSoonAfterTheProcessWasKilled() {
        for (int seed = 0; seed < SEEDS / 15; seed++) {
            int operations = operationsOf(seed);
            for (int n = 1; n <= operations; n++) {
                String context = "seed " + seed + ", killed at operation " + n;
                Random random = new Random(seed);
                Ledger ledger = new Ledger(random);
                SimulatedDisk disk = new SimulatedDisk(31L * seed + n);
                disk.failFor(n, Integer.MAX_VALUE);
                work(disk, ledger, random);
                disk.heal();
                Journal journal = Journal.open(POWER, disk);
                ledger.check(journal, context);
                assertThat(ledger.append(journal)).as(context).isTrue();
                reopen(disk.afterPowerLoss(), ledger, context);
            }
        }
    }

    @Test
    void losesNothingAcknowledgedInManyCrashesOneAfterTheOther() {
        int survived = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Ledger ledger = new Ledger(random);
            SimulatedDisk disk = new SimulatedDisk(seed);
            for (int crash = 1; crash <= CRASHES; crash++) {
                String context = "seed " + seed + ", crash " + crash;
                disk.failFor(1 + random.nextInt(60), random.nextInt(3) == 0 ? 1 : Integer.MAX_VALUE);
                work(disk, ledger, random);
                disk.heal();
                disk = random.nextInt(3) == 0 ? disk : disk.afterPowerLoss();
                Journal journal = Journal.open(POWER, disk);
                ledger.check(journal, context);
                if (random.nextBoolean()) {
                    assertThat(ledger.append(journal)).as(context).isTrue();
                }
                disk = random.nextBoolean() ? disk.afterPowerLoss() : disk;
            }
            survived += ledger.size();
        }
        assertThat(survived).isGreaterThan(SEEDS);
    }

    @Test
    void withoutSyncsKeepsABeginningWhenPowerIsLost() {
        JournalSettings process = POWER.with(Durability.PROCESS);
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Ledger ledger = new Ledger(random);
            SimulatedDisk disk = new SimulatedDisk(seed);
            for (int crash = 1; crash <= CRASHES; crash++) {
                try (Journal journal = Journal.open(process, disk)) {
                    ledger.checkBeginning(journal, "seed " + seed + ", crash " + crash);
                    for (int i = random.nextInt(20); i >= 0; i--) {
                        ledger.append(journal);
                    }
                    disk = disk.afterPowerLoss();
                }
            }
        }
    }

    @Test
    void keepsWhatWasSyncedOnRequestThoughItPromisesLess() {
        JournalSettings process = POWER.with(Durability.PROCESS);
        for (int seed = 0; seed < SEEDS; seed++) {
            String context = "seed " + seed;
            Random random = new Random(seed);
            Ledger ledger = new Ledger(random);
            SimulatedDisk disk = new SimulatedDisk(seed);
            long kept = 0;
            try (Journal journal = Journal.open(process, disk)) {
                for (int i = random.nextInt(40); i >= 0; i--) {
                    ledger.append(journal);
                    kept = random.nextInt(4) == 0 ? synced(journal, disk, random) : kept;
                }
                disk = disk.afterPowerLoss();
            }
            try (Journal journal = Journal.open(process, disk)) {
                assertThat(journal.lastSeq()).as(context).isGreaterThanOrEqualTo(kept);
                ledger.checkBeginning(journal, context);
            }
        }
    }

    /** One sync in three fails at first. */
    private static long synced(Journal journal, SimulatedDisk disk, Random random) {
        long last = journal.lastSeq();
        if (random.nextInt(3) == 0) {
            disk.duringForce(() -> disk.failFor(1, 1));
            assertThatThrownBy(() -> journal.sync(last)).isInstanceOf(JournalUnavailable.class);
            disk.duringForce(() -> {});
            disk.heal();
        }
        journal.sync(last);
        return last;
    }

    private static int operationsOf(int seed) {
        Random random = new Random(seed);
        SimulatedDisk disk = new SimulatedDisk(seed);
        work(disk, new Ledger(random), random);
        return disk.operations();
    }

    private static void reopen(SimulatedDisk disk, Ledger ledger, String context) {
        try (Journal journal = Journal.open(POWER, disk)) {
            ledger.check(journal, context);
            assertThat(ledger.append(journal)).as(context).isTrue();
            ledger.check(journal, context);
        }
    }

    private static void work(SimulatedDisk disk, Ledger ledger, Random random) {
        try (Journal journal = Journal.open(POWER, disk)) {
            for (int i = 0; i < 12; i++) {
                ledger.append(journal);
                if (random.nextInt(8) == 0) {
                    ledger.forget(journal);
                }
            }
        } catch (JournalUnavailable e) {
            // the disk failed while opening or closing, which the next opening has to cope with
        }
    }
}
