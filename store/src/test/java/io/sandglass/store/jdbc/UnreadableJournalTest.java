package io.sandglass.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.directory.StoreTooNew;
import io.sandglass.store.journal.Frame;
import io.sandglass.store.journal.Journal;
import io.sandglass.store.journal.JournalSettings;
import io.sandglass.store.ledger.Change;
import io.sandglass.store.ledger.ChangeCodec;
import io.sandglass.store.ledger.OpenedJournal;
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

    @TempDir
    private Path home;

    @AfterEach
    void repair() {
        FaultyDisk.repair();
    }

    @Test
    void saysWhereTheJournalIsDamagedAndFromWhichBackupToGoOn() throws IOException {
        write();
        Path backup = backup();
        byte[] bytes = Files.readAllBytes(segment());
        bytes[100] ^= 1;
        Files.write(segment(), bytes);

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreCorrupt.class)
                .hasMessageContaining(segment().toString())
                .hasMessageContaining("byte 32")
                .hasMessageContaining("entry 1 ")
                .hasMessageContaining("sandglass restore " + backup);
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
    void losesNothingWhenTheDiskIsFullWhileADatabaseIsMadeAnew() throws IOException {
        write();
        Path file = home.resolve("sandglass.mv.db");
        Files.writeString(file, "garbage");
        Path id = home.resolve(OpenedJournal.ID);
        Files.writeString(id, Files.readString(id).replace("whole", "begun-later"));
        FaultyDisk.register();
        FaultyDisk.fill();

        assertThatThrownBy(() -> StoreOpening.open(StoreSettings.inDirectory(home), FaultyDisk.SCHEME))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("the disk is full")
                .hasMessageContaining("nothing is lost");
        assertThat(file).hasContent("garbage");
        assertThat(backup()).exists();
        assertThat(home.resolve("sandglass-new.mv.db")).doesNotExist();

        FaultyDisk.repair();
        try (H2Store store = StoreOpening.open(StoreSettings.inDirectory(home), FaultyDisk.SCHEME)) {
            assertThat(store.runs().openRuns()).hasSize(2);
        }
    }

    private void write() {
        try (H2Store store = open()) {
            store.runs().append(Samples.records(new RunId(1), Samples.started(Cause.manual())));
            store.runs().append(Samples.records(new RunId(2), Samples.started(Cause.manual())));
            store.backupNow();
        }
    }

    private Path segment() throws IOException {
        return only(home.resolve(OpenedJournal.DIRECTORY));
    }

    private Path backup() throws IOException {
        return only(home.resolve("backups"));
    }

    private static Path only(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findFirst().orElseThrow();
        }
    }

    private H2Store open() {
        return H2Store.open(StoreSettings.inDirectory(home));
    }
}
