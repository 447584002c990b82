package io.sandglass.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.directory.StoreTooNew;
import io.sandglass.store.fixture.FaultyDisk;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreInternals;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.store.journal.Frame;
import io.sandglass.store.journal.Journal;
import io.sandglass.store.journal.JournalSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that cannot be opened says what is wrong, where, and what to do (D4). */
class UnreadableJournalTest {
    private static final int VERSION = 8;
    private static final int CHECKSUM = 28;
    private static final int HEADER = 32;
    private static final int FRAME_HEAD = 29;

    @TempDir
    private Path home;

    @AfterEach
    void repair() {
        FaultyDisk.repair();
    }

    @Test
    void startsWhenTheDatabaseHasWhatDamagedEntriesSaid() throws IOException {
        write();
        damage(0);

        assertOpenRuns(2);
        assertOpenRuns(2);
        assertThat(H2Store.verify(home).problems())
                .singleElement()
                .asString()
                .contains("at byte 32: entries 1 to 1 cannot be read; nothing is lost");
    }

    @Test
    void startsFromTheBackupWhenThatHasWhatDamagedEntriesSaid() throws IOException {
        write();
        append(3);
        damage(1);
        Files.delete(home.resolve("sandglass.mv.db"));

        assertOpenRuns(3);
    }

    @Test
    void startsFromTheBackupWhenTheDatabaseIsOlderThanTheDamage() throws IOException {
        append(1);
        Path database = home.resolve("sandglass.mv.db");
        byte[] old = Files.readAllBytes(database);
        append(2);
        try (H2Store store = open()) {
            StoreInternals.backupNow(store);
        }
        append(3);
        Files.write(database, old);
        damage(1);

        assertOpenRuns(3);
    }

    @Test
    void saysWhatIsLostWhereNeitherTheDatabaseNorABackupHasWhatDamagedEntriesSaid() throws IOException {
        write();
        Path backup = backup();
        append(3);
        append(4);
        append(5);
        damage(3);
        Path database = home.resolve("sandglass.mv.db");
        Files.delete(database);

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreCorrupt.class)
                .hasMessageContaining(segment().toString())
                .hasMessageContaining("where entry 4 should be")
                .hasMessageContaining("the 1 behind")
                .hasMessageContaining("'sandglass restore " + backup + "' goes on")
                .hasMessageContaining("up to entry 3");
        assertThat(database).doesNotExist();

        H2Store.restore(backup, home);

        assertOpenRuns(3);
    }

    @Test
    void makesACopyAtOnceWhenOnlyTheDatabaseHasWhatDamagedEntriesSaid() throws IOException {
        write();
        append(3);
        append(4);
        damage(2);

        try (H2Store store = open()) {
            assertThat(StoreInternals.backupIsDue(store)).isTrue();
            StoreInternals.backupNow(store);
            assertThat(StoreInternals.backupIsDue(store)).isFalse();
        }
    }

    @Test
    void beginsNoEmptyHistoryWhereOnlyBackupsAreLeft() throws IOException {
        write();
        Path backup = backup();
        Files.delete(segment());
        Files.delete(home.resolve(OpenedJournal.DIRECTORY).resolve(Journal.END_MARK));
        Files.delete(home.resolve(OpenedJournal.DIRECTORY).resolve(DataDirectory.INNER_LOCK));
        Files.delete(home.resolve(OpenedJournal.DIRECTORY));
        Files.delete(home.resolve("sandglass.mv.db"));

        for (int start = 0; start < 2; start++) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreCorrupt.class)
                    .hasMessageContaining("neither a database nor a journal")
                    .hasMessageContaining("'sandglass restore " + backup + "' goes on with entry 2");
        }

        H2Store.restore(backup, home);

        assertOpenRuns(2);
    }

    @Test
    void beginsNoEmptyHistoryWhereOnlyTheMarkOfTheJournalsEndIsLeftBesideBackups() throws IOException {
        write();
        Path backup = backup();
        append(3);
        Files.delete(segment());
        Files.delete(home.resolve("sandglass.mv.db"));

        for (int start = 0; start < 2; start++) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreCorrupt.class)
                    .hasMessageContaining("neither a database nor a journal")
                    .hasMessageContaining(
                            "'sandglass restore " + backup + "' goes on with entry 2, without the 1 behind it")
                    .hasMessageContaining("move it and the backups away");
        }

        H2Store.restore(backup, home);

        assertOpenRuns(2);
    }

    @Test
    void beginsAnEmptyHistoryWhereTheMarkOfTheJournalsEndAndTheBackupsAreMovedAway() throws IOException {
        write();
        Files.delete(segment());
        Files.delete(home.resolve("sandglass.mv.db"));
        Files.move(home.resolve("backups"), home.resolve("old-backups"));
        Files.move(home.resolve(OpenedJournal.DIRECTORY), home.resolve("old-journal"));

        assertOpenRuns(0);
    }

    @Test
    void startsFromABackupThatHasAllThatTheLostJournalHad() throws IOException {
        write();
        Files.delete(segment());
        Files.delete(home.resolve("sandglass.mv.db"));

        assertOpenRuns(2);
    }

    @Test
    void saysThatTheJournalHoldsNothingWhereOnlyTheMarkOfItsEndIsLeft() throws IOException {
        write();
        Files.delete(backup());
        Files.delete(segment());
        Files.delete(home.resolve("sandglass.mv.db"));

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreCorrupt.class)
                .hasMessageContaining("it holds nothing; if it was taken away, put it back");
    }

    @Test
    void saysSoIfOnlyTheEntriesThatFollowAreDamaged() throws IOException {
        write();
        Files.delete(home.resolve("sandglass.mv.db"));
        Files.delete(backup());
        try (Journal journal = Journal.open(JournalSettings.in(home.resolve(OpenedJournal.DIRECTORY)))) {
            journal.append(List.of(new Frame(
                    (byte) ChangeCodec.write(new Change.Runs(List.of())).type(), new byte[] {1, 2, 3})));
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreCorrupt.class)
                .hasMessageContaining("entry 3 of the journal in " + home.resolve(OpenedJournal.DIRECTORY))
                .hasMessageContaining("a file that 'sandglass backup' wrote");
    }

    @Test
    void asksForTheProgramThatWroteANewerEntry() throws IOException {
        write();
        try (Journal journal = Journal.open(JournalSettings.in(home.resolve(OpenedJournal.DIRECTORY)))) {
            journal.append(List.of(new Frame((byte) 99, new byte[0])));
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreTooNew.class)
                .hasMessageContaining("entry 3 of the journal")
                .hasMessageContaining("use that one, or a newer one");
        assertThat(H2Store.verify(home).problems()).singleElement().asString().contains("entry 3 of the journal");
    }

    @Test
    void asksForTheProgramThatWroteANewerJournal() throws IOException {
        write();
        byte[] bytes = Files.readAllBytes(segment());
        ByteBuffer.wrap(bytes).putInt(VERSION, 7);
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKSUM);
        ByteBuffer.wrap(bytes).putInt(CHECKSUM, (int) crc.getValue());
        Files.write(segment(), bytes);

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreTooNew.class)
                .hasMessageContaining(segment().toString())
                .hasMessageContaining("has format 7")
                .hasMessageContaining("use the program that wrote it");
    }

    @Test
    void losesNothingWhenTheDiskIsFullWhileADatabaseIsRebuilt() throws IOException {
        write();
        Path file = home.resolve("sandglass.mv.db");
        Files.writeString(file, "garbage");
        Path id = home.resolve(OpenedJournal.ID);
        Files.writeString(id, Files.readString(id).replace("whole", "begun-later"));
        FaultyDisk.register();
        FaultyDisk.fill();

        assertThatThrownBy(() -> StoreInternals.open(StoreSettings.inDirectory(home), FaultyDisk.SCHEME))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("the disk is full")
                .hasMessageContaining("nothing is lost");
        assertThat(file).hasContent("garbage");
        assertThat(backup()).exists();
        assertThat(home.resolve("sandglass-new.mv.db")).doesNotExist();

        FaultyDisk.repair();
        try (H2Store store = StoreInternals.open(StoreSettings.inDirectory(home), FaultyDisk.SCHEME)) {
            assertThat(store.runs().openRuns()).hasSize(2);
        }
    }

    private void write() {
        append(1);
        append(2);
        try (H2Store store = open()) {
            StoreInternals.backupNow(store);
        }
    }

    private void append(long run) {
        try (H2Store store = open()) {
            store.runs().append(Samples.records(new RunId(run), Samples.started(Cause.manual())));
        }
    }

    private void assertOpenRuns(int count) {
        try (H2Store store = open()) {
            assertThat(store.runs().openRuns()).hasSize(count);
        }
    }

    private Path segment() throws IOException {
        return only(home.resolve(OpenedJournal.DIRECTORY));
    }

    /** Each entry of these tests is as long as the others. */
    private void damage(int before) throws IOException {
        byte[] bytes = Files.readAllBytes(segment());
        int length = ByteBuffer.wrap(bytes).getInt(HEADER + Integer.BYTES);
        bytes[HEADER + before * (FRAME_HEAD + length) + FRAME_HEAD] ^= 1;
        Files.write(segment(), bytes);
    }

    private Path backup() throws IOException {
        return only(home.resolve("backups"));
    }

    private static Path only(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().findFirst().orElseThrow();
        }
    }

    private H2Store open() {
        return H2Store.open(StoreSettings.inDirectory(home));
    }
}
