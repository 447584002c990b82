package io.sandglass.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.store.directory.BackupDirectory;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.journal.Durability;
import io.sandglass.store.journal.SimulatedJournal;
import io.sandglass.store.ledger.JournalErrors;
import io.sandglass.store.ledger.JournalLedger;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** K7 for both together: whatever the loss of power takes from the journal, the database is never ahead of it. */
class PowerLossOfStoreTest {
    private static final int SEEDS = 12;
    private static final int RUNS = 8;

    @Test
    void theDatabaseIsNeverAheadOfWhatIsLeftOfTheJournalThatIsNotSynced() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedJournal disk = SimulatedJournal.create(Durability.PROCESS, seed);
            Home home = Home.inMemory(new JournalLedger(
                    disk.journal(), new JournalErrors(Path.of("journal"), new BackupDirectory(Path.of("backups")))));
            try (H2Store store = StoreOpening.open(home, StoreSettings.inMemory(), QueryLimit.USUAL)) {
                for (long run = 1; run <= RUNS; run++) {
                    store.runs()
                            .append(Samples.records(
                                    new RunId(run),
                                    Samples.started(Cause.manual()),
                                    Samples.attemptStarted("load", 1)));
                }
                assertThat(store.runs().events(new RunId(RUNS))).hasSize(2); // from the database

                long left = disk.afterPowerLoss().lastSeq();

                assertThat(left).as("entries left, with seed " + seed).isEqualTo(RUNS);
            }
        }
    }
}
