package io.sandglass.store.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.database.DatabaseFile;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.directory.StoreLocked;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.fixture.Tampering;
import io.sandglass.store.fixture.UnreadableLedger;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreInternals;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.store.journal.Durability;
import io.sandglass.store.ledger.OpenedJournal;
import io.sandglass.store.schema.Schema;
import io.sandglass.store.verify.StoreFindings;
import io.sandglass.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of the database, and what is made of them (P14, P15). */
class BackupTest {
    @TempDir
    private Path home;

    @Test
    void restoresTheNewestBackupAndLetsTheJournalFollow() throws IOException {
        try (H2Store store = open()) {
            Samples.append(store.runs(), 1, 3);
            StoreInternals.backupNow(store);
            Samples.append(store.runs(), 4, 6);
        }
        Files.writeString(data().resolve("sandglass.mv.db"), "garbage");
        forgetTheBeginning();

        try (H2Store store = open()) {
            assertThat(store.runs().openRuns()).extracting(RunId::value).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
            assertThat(store.runs().events(new RunId(6))).hasSize(3);
            assertThat(store.verify().problems()).isEmpty();
        }
    }

    @Test
    void passesOverABackupThatIsDamaged() throws IOException {
        try (H2Store store = open()) {
            Samples.append(store.runs(), 1, 3);
            StoreInternals.backupNow(store);
            Samples.append(store.runs(), 4, 6);
            StoreInternals.backupNow(store);
        }
        Files.writeString(data().resolve("sandglass.mv.db"), "garbage");
        Files.writeString(backups().get(1), "garbage");
        forgetTheBeginning();

        try (H2Store store = open()) {
            assertThat(store.runs().openRuns()).hasSize(6);
        }
    }

    @Test
    void passesOverNoBackupBecauseTheJournalCannotBeReadNow() throws Exception {
        try (H2Store store = open()) {
            Samples.append(store.runs(), 1, 3);
            StoreInternals.backupNow(store);
            Samples.append(store.runs(), 4, 6);
        }
        Files.delete(data().resolve("sandglass.mv.db"));
        try (DataDirectory directory = DataDirectory.open(data())) {
            OpenedJournal opened = OpenedJournal.open(directory, Durability.POWER);
            try (UnreadableLedger ledger = new UnreadableLedger(opened.ledger())) {
                DatabaseFile file = new DatabaseFile(directory, "async:", Schema.CURRENT);
                Rebuild rebuild = new Rebuild(directory, file, new OpenedJournal(opened.id(), ledger), Clock.system());
                ledger.failOnce();

                assertThatThrownBy(() -> rebuild.run("the file is gone"))
                        .isInstanceOf(StoreUnavailable.class)
                        .hasMessageContaining("cannot be rebuilt")
                        .hasMessageContaining("too many open files");

                assertThat(data().resolve("sandglass.mv.db")).doesNotExist();
                assertThat(data().resolve("sandglass-new.mv.db")).doesNotExist();
                rebuild.run("the file is gone").connection().close();
            }
        }
        try (H2Store store = open()) {
            assertThat(store.runs().openRuns()).hasSize(6);
        }
    }

    @Test
    void aBackupCountsAlsoIfAnOlderOneCannotBeDeleted() throws IOException {
        String oldest = "sandglass-" + "0".repeat(19) + "-20200101T000000Z.zip";
        try (H2Store store = open()) {
            Files.createDirectories(data().resolve("backups").resolve(oldest).resolve("in the way"));
            Samples.append(store.runs(), 1, 1);
            StoreInternals.backupNow(store);
            Samples.append(store.runs(), 2, 2);

            assertThatThrownBy(() -> StoreInternals.backupNow(store))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("there is a new backup, but older ones cannot be deleted");

            assertThat(backups()).hasSize(3);
        }
    }

    @Test
    void keepsAsManyBackupsAsWereAskedFor() throws IOException {
        try (H2Store store = open()) {
            for (int i = 1; i <= 4; i++) {
                Samples.append(store.runs(), i, i);
                StoreInternals.backupNow(store);
            }
        }

        assertThat(backups()).hasSize(2);
    }

    @Test
    void deletesOnlyItsOwnDraftsWhenItStarts() throws IOException {
        Path mine = data().resolve("backups").resolve("my-backup.zip");
        try (H2Store store = open()) {
            Samples.append(store.runs(), 1, 1);
            StoreInternals.backupNow(store);
            store.backup(mine);
        }
        Files.writeString(mine.resolveSibling("notes.txt"), "which is which");
        Files.writeString(mine.resolveSibling("plan.1.new"), "of somebody else");
        for (String draft :
                List.of("backup.new", "backup-check.mv.db", "asked-2.new", "my-backup.zip.77.sandglass.new")) {
            Files.writeString(mine.resolveSibling(draft), "half");
        }

        open().close();

        assertThat(backups())
                .extracting(file -> String.valueOf(file.getFileName()))
                .hasSize(4)
                .contains("my-backup.zip", "notes.txt", "plan.1.new");
    }

    @Test
    void refusesANameThatItGivesToItsOwnCopies() throws IOException {
        try (H2Store store = open()) {
            Samples.append(store.runs(), 1, 1);
            StoreInternals.backupNow(store);
            Path mine = backups().get(0).resolveSibling("sandglass-9000000000000000000-mine.zip");

            assertThatThrownBy(() -> store.backup(mine))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("name another file");
        }
    }

    @Test
    void writesABackupThatIsAStoreOfItsOwn() throws IOException {
        Path file = home.resolve("saved.zip");
        try (H2Store store = open()) {
            Samples.append(store.runs(), 1, 3);
            store.backup(file);
            Samples.append(store.runs(), 4, 4);

            assertThatThrownBy(() -> store.backup(file))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("exists already");
        }
        Path other = home.resolve("other");

        assertThat(H2Store.restore(file, other)).isEqualTo(other);

        for (int opened = 1; opened <= 2; opened++) {
            try (H2Store store = H2Store.open(StoreSettings.inDirectory(other))) {
                assertThat(store.runs().openRuns())
                        .extracting(RunId::value)
                        .contains(1L, 2L, 3L)
                        .doesNotContain(4L);
                Samples.append(store.runs(), 10 + opened, 10 + opened);
                assertThat(store.history()
                                .query("select count(*) from runs", List.of(), 1, Duration.ofSeconds(5))
                                .rows())
                        .containsExactly(List.of(3L + opened));
            }
        }
        assertThat(H2Store.verify(other).problems()).isEmpty();
    }

    @Test
    void movesTheOldDirectoryAsideUnlessItIsInUse() {
        Path file = home.resolve("saved.zip");
        try (H2Store store = open()) {
            Samples.append(store.runs(), 1, 1);
            store.backup(file);

            assertThatThrownBy(() -> H2Store.restore(file, data())).isInstanceOf(StoreLocked.class);

            Samples.append(store.runs(), 2, 2);
        }

        Path aside = H2Store.restore(file, data());

        try (H2Store store = open();
                H2Store old = H2Store.open(StoreSettings.inDirectory(aside))) {
            assertThat(store.runs().openRuns()).hasSize(1);
            assertThat(old.runs().openRuns()).hasSize(2);
        }
    }

    @Test
    void refusesAFileThatIsNoBackup() throws IOException {
        Path file = Files.writeString(home.resolve("saved.zip"), "garbage");
        open().close();

        assertThatThrownBy(() -> H2Store.restore(file, data()))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining(file.toString());

        open().close();
    }

    @Test
    void findsNothingWrongWithASoundStoreAndSaysWhatItSaw() {
        try (H2Store store = open()) {
            Samples.append(store.runs(), 1, 3);
            store.runs()
                    .append(Samples.records(
                            new RunId(9),
                            Samples.started(Cause.manual()),
                            Samples.ended(RunStatus.SUCCEEDED, Optional.empty())));
        }

        StoreFindings findings = H2Store.verify(data());

        assertThat(findings.problems()).isEmpty();
        assertThat(findings.facts()).anyMatch(fact -> fact.startsWith("open runs: 3"));
    }

    @Test
    void findsARowThatSaysOtherwiseThanItsRecords() throws Exception {
        try (H2Store store = open()) {
            Samples.append(store.runs(), 1, 2);
        }
        Tampering.change(data(), "update run set nodes_done = 7 where run_id = 1");
        Tampering.change(data(), "update node_run set state = 'FAILED' where run_id = 2");

        assertThat(H2Store.verify(data()).problems())
                .hasSize(2)
                .anyMatch(problem -> problem.contains("counts 7 nodes"))
                .anyMatch(problem -> problem.contains("'load' is FAILED SUCCEEDED in its row"));
    }

    @Test
    void findsADamagedJournal() throws IOException {
        try (H2Store store = open()) {
            Samples.append(store.runs(), 1, 5);
        }
        Path segment;
        try (Stream<Path> segments = Files.list(data().resolve(OpenedJournal.DIRECTORY))) {
            segment = segments.sorted().findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(segment);
        bytes[200] ^= 1;
        Files.write(segment, bytes);

        assertThat(H2Store.verify(data()).problems()).isNotEmpty();
    }

    /** From now on a database cannot be made from the journal alone. */
    private void forgetTheBeginning() throws IOException {
        Path id = data().resolve(OpenedJournal.ID);
        Files.writeString(id, Files.readString(id).replace("whole", "begun-later"));
    }

    private List<Path> backups() throws IOException {
        try (Stream<Path> files = Files.list(data().resolve("backups"))) {
            return files.filter(file -> !file.endsWith("sandglass-admin.json"))
                    .sorted()
                    .toList();
        }
    }

    private Path data() {
        return home.resolve("data");
    }

    private H2Store open() {
        return H2Store.open(StoreSettings.inDirectory(data()));
    }
}
