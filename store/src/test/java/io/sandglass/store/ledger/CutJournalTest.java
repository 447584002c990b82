package io.sandglass.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.directory.StoreRefused;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreInternals;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.store.journal.Journal;
import io.sandglass.store.journal.JournalUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that a store cannot make out any more never vanish in silence: it says which ways out there are (D7). */
class CutJournalTest {
    private static final int HEADER = 32;
    private static final int FRAME_HEAD = 29;

    @TempDir
    private Path home;

    private Path directory;
    private Path database;

    @BeforeEach
    void appendTwo() {
        directory = home.resolve(OpenedJournal.DIRECTORY);
        database = home.resolve("sandglass.mv.db");
        append(1);
        append(2);
    }

    @Test
    void saysThatTheJournalWasCutIfTheDatabaseIsGoneToo() throws IOException {
        append(3);
        cutLast();
        Files.delete(database);
        Path mark = directory.resolve(Journal.END_MARK);

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreCorrupt.class)
                .hasMessageContaining("where entry 3 should be")
                .hasMessageContaining("delete " + mark);
        assertThat(H2Store.verify(home).problems()).isNotEmpty();

        Files.delete(mark);
        assertOpenRuns(2);
    }

    @Test
    void goesOnIfTheDatabaseHasWhatWasCutOff() throws IOException {
        cutLast();

        assertOpenRuns(2);
        append(3);
        assertOpenRuns(3);
        try (H2Store store = open()) {
            assertThat(StoreInternals.backupIsDue(store)).isTrue();
        }
    }

    @Test
    void takesNoOlderStateThanThatOfABackupWhenTheJournalWasCut() throws IOException {
        backUp();
        append(3);
        backUp();
        cutLast();
        Files.delete(directory.resolve(Journal.END_MARK));
        Files.delete(database);
        Path newest = backups().get(1);

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreCorrupt.class)
                .hasMessageContaining("'sandglass restore " + newest + "' goes on with entry 3");
        assertThat(H2Store.verify(home).problems()).anyMatch(problem -> problem.contains(newest.toString()));

        H2Store.restore(newest, home);
        assertOpenRuns(3);
    }

    @Test
    void makesNoEmptyHistoryOfADamagedDatabaseAndNoJournal() throws IOException {
        Files.move(directory, home.resolve("away"));
        byte[] whole = Files.readAllBytes(database);
        Files.writeString(database, "garbage");

        for (int start = 0; start < 2; start++) {
            assertThatThrownBy(this::open).isInstanceOfAny(StoreRefused.class, StoreUnavailable.class);
            assertThat(database).hasContent("garbage");
        }

        Files.write(database, whole);
        Files.delete(directory.resolve(segment().getFileName()));
        Files.delete(directory.resolve(DataDirectory.INNER_LOCK));
        Files.delete(directory);
        Files.move(home.resolve("away"), directory);
        assertOpenRuns(2);
    }

    /** As if the process had died in between. */
    @Test
    void goesOnFromTheDatabaseThoughTheStartThatBeganTheJournalWasBrokenOff() throws IOException {
        Files.move(directory, home.resolve("away"));
        byte[] whole = Files.readAllBytes(database);
        Files.writeString(database, "garbage");
        assertThatThrownBy(this::open).isInstanceOfAny(StoreRefused.class, StoreUnavailable.class);
        assertThat(directory).exists();
        Files.write(database, whole);

        assertOpenRuns(2);

        append(3);
        assertOpenRuns(3);
        assertThat(home.resolve("journal.beginning")).doesNotExist();
    }

    @Test
    void goesOnFromTheDatabaseIfTheJournalWasDeletedForGoodWhileItWasInUse() throws IOException {
        H2Store store = open();
        for (Path file : files(directory, "")) {
            Files.delete(file);
        }
        Files.delete(directory);
        assertThatThrownBy(store::close).isInstanceOf(JournalUnavailable.class);

        assertOpenRuns(2);
        append(3);
        assertOpenRuns(3);
    }

    @Test
    void saysWhatEachWayOutOfADamagedBeginningLoses() throws IOException {
        backUp();
        byte[] bytes = Files.readAllBytes(segment());
        bytes[9] ^= 1;
        Files.write(segment(), bytes);

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreCorrupt.class)
                .hasMessageContaining("none of its entries from 1 on can be read")
                .hasMessageContaining("move " + directory + " away: the next start goes on from the database")
                .hasMessageContaining("'sandglass restore " + backups().get(0) + "' goes on")
                .hasMessageContaining("up to entry 2");

        Files.move(directory, home.resolve("away"));
        assertOpenRuns(2);
        append(3);
        assertOpenRuns(3);
    }

    @Test
    void opensTheBackupsThoughTheFileWithThePasswordIsGone() throws IOException {
        backUp();
        Path password = home.resolve("admin.json");
        String text = Files.readString(password);
        Files.delete(password);
        Files.delete(database);
        notFromTheBeginning();

        assertOpenRuns(2);
        assertThat(password).hasContent(text);
    }

    @Test
    void saysThatThePasswordIsMissingWhereItIsNowhere() throws IOException {
        backUp();
        Path password = home.resolve("admin.json");
        String text = Files.readString(password);
        Files.delete(password);
        Files.delete(home.resolve("backups").resolve("sandglass-admin.json"));
        Files.delete(database);
        notFromTheBeginning();

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreCorrupt.class)
                .hasMessageContaining(password + ", which holds the password of the database, is missing");
        assertThat(password).doesNotExist();

        Files.writeString(password, text);
        assertOpenRuns(2);
    }

    private void notFromTheBeginning() throws IOException {
        Path id = home.resolve(OpenedJournal.ID);
        Files.writeString(id, Files.readString(id).replace("whole", "begun-later"));
    }

    private void append(long run) {
        try (H2Store store = open()) {
            store.runs().append(Samples.records(new RunId(run), Samples.started(Cause.manual())));
        }
    }

    private void backUp() {
        try (H2Store store = open()) {
            StoreInternals.backupNow(store);
        }
    }

    /** Each entry of these tests is as long as the others. */
    private void cutLast() throws IOException {
        byte[] bytes = Files.readAllBytes(segment());
        int length = ByteBuffer.wrap(bytes).getInt(HEADER + Integer.BYTES);
        Files.write(segment(), Arrays.copyOf(bytes, bytes.length - FRAME_HEAD - length));
    }

    private void assertOpenRuns(int count) {
        try (H2Store store = open()) {
            assertThat(store.runs().openRuns()).hasSize(count);
        }
    }

    private Path segment() throws IOException {
        return files(directory, ".journal").get(0);
    }

    private List<Path> backups() throws IOException {
        return files(home.resolve("backups"), ".zip");
    }

    private static List<Path> files(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private H2Store open() {
        return H2Store.open(StoreSettings.inDirectory(home));
    }
}
