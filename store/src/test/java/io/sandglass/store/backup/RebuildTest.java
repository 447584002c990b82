package io.sandglass.store.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.store.StoredSpec;
import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreInternals;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.store.ledger.OpenedJournal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database file that is damaged or gone is rebuilt from the journal (D4, D7, P14). */
class RebuildTest {
    private static final RunId RUN = new RunId(1);
    private static final RunId ENDED = new RunId(2);

    @TempDir
    private Path home;

    @Test
    void makesADatabaseAnewThatIsGarbage() throws IOException {
        StoredSpec spec = write();
        Path file = home.resolve("sandglass.mv.db");
        byte[] garbage = new byte[(int) Files.size(file)];
        Arrays.fill(garbage, (byte) 'x');
        Files.write(file, garbage);

        assertWhole(spec);

        assertThat(aside()).singleElement().satisfies(kept -> assertThat(kept).hasBinaryContent(garbage));
    }

    @Test
    void keepsTheLastTwoThatWereDamaged() throws IOException {
        StoredSpec spec = write();
        for (String time : List.of("20260101T000000Z", "20260102T000000Z", "20260102T000000Z-2")) {
            Files.writeString(home.resolve("sandglass-damaged-" + time + ".mv.db"), time);
        }
        Files.writeString(home.resolve("sandglass.mv.db"), "garbage");

        assertWhole(spec);

        assertThat(aside()).hasSize(2).anySatisfy(kept -> assertThat(kept).hasContent("garbage"));
        assertThat(home.resolve("sandglass-damaged-20260102T000000Z-2.mv.db")).exists();
    }

    @Test
    void makesADatabaseAnewThatIsCutShort() throws IOException {
        StoredSpec spec = write();
        try (FileChannel channel = FileChannel.open(home.resolve("sandglass.mv.db"), StandardOpenOption.WRITE)) {
            channel.truncate(9_000);
        }

        assertWhole(spec);
    }

    @Test
    void makesADatabaseAnewThatIsGone() throws IOException {
        StoredSpec spec = write();
        Files.delete(home.resolve("sandglass.mv.db"));

        assertWhole(spec);
    }

    @Test
    void makesADatabaseAnewWhereverItIsDamaged() throws IOException {
        StoredSpec spec = write();
        Path file = home.resolve("sandglass.mv.db");
        byte[] good = Files.readAllBytes(file);
        for (int at = 0; at < good.length; at += 4_096) {
            byte[] damaged = good.clone();
            Arrays.fill(damaged, at, Math.min(good.length, at + 4_096), (byte) 0x5a);
            Files.write(file, damaged);

            assertWhole(spec);
        }
    }

    @Test
    void refusesADamagedDatabaseWhoseHistoryIsOlderThanTheJournal() throws IOException {
        write();
        Path id = home.resolve(OpenedJournal.ID);
        Files.writeString(id, Files.readString(id).replace("whole", "begun-later"));
        Path file = home.resolve("sandglass.mv.db");
        Files.writeString(file, "garbage");

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreCorrupt.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("no usable backup")
                .hasMessageContaining("begun when there was a history already");
        assertThat(file).hasContent("garbage");
        assertThat(aside()).isEmpty();
    }

    @Test
    void refusesADatabaseWhoseJournalIsLost() throws IOException {
        write();
        try (Stream<Path> segments = Files.list(home.resolve(OpenedJournal.DIRECTORY))) {
            for (Path segment : segments.toList()) {
                Files.delete(segment);
            }
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreCorrupt.class)
                .hasMessageContaining("ends with entry 0")
                .hasMessageContaining("missing")
                .hasMessageContaining("move " + home.resolve(OpenedJournal.DIRECTORY) + " away")
                .hasMessageContaining("goes on from the database");
    }

    @Test
    void goesOnFromTheDatabaseWhenItsJournalWasMovedAway() throws IOException {
        StoredSpec spec = write();
        Files.move(home.resolve(OpenedJournal.DIRECTORY), home.resolve("lost"));

        assertWhole(spec);
        try (H2Store store = open()) {
            store.runs().append(Samples.records(new RunId(3), Samples.started(Cause.manual())));
            StoreInternals.backupNow(store);
        }
        Files.delete(home.resolve("sandglass.mv.db"));
        try (H2Store store = open()) {
            assertThat(store.runs().openRuns()).hasSize(2);
            assertThat(store.verify().problems()).isEmpty();
        }
    }

    @Test
    void refusesAJournalOfAnotherDatabase() throws IOException {
        write();
        Files.writeString(home.resolve(OpenedJournal.ID), "0123456789abcdef0123456789abcdef whole");

        assertThatThrownBy(this::open).isInstanceOf(StoreCorrupt.class).hasMessageContaining("another journal");
    }

    @Test
    void refusesAJournalWithoutItsName() throws IOException {
        write();
        Path name = home.resolve(OpenedJournal.ID);
        String id = Files.readString(name).split(" ")[0];
        Files.delete(name);

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreCorrupt.class)
                .hasMessageContaining("echo " + id + " begun-later > " + name);
        Files.writeString(name, id + " begun-later\n");
        try (H2Store store = open()) {
            assertThat(store.runs().openRuns()).containsExactly(RUN);
        }
    }

    private StoredSpec write() {
        try (H2Store store = open()) {
            store.runs().append(records());
            store.runs()
                    .append(Samples.records(
                            ENDED,
                            Samples.started(Samples.slotCause(Samples.T0)),
                            Samples.ended(RunStatus.SUCCEEDED, Optional.empty())));
            return store.specs().save(Samples.WORKFLOW, "body", "file", Samples.T0);
        }
    }

    private static List<RunRecord> records() {
        return Samples.records(
                RUN,
                Samples.started(Cause.manual()),
                Samples.attemptStarted("load", 1),
                Samples.succeeded("load", 1, Payload.of("x")));
    }

    private void assertWhole(StoredSpec spec) {
        try (H2Store store = open()) {
            assertThat(store.runs().events(RUN)).isEqualTo(records());
            assertThat(store.runs().openRuns()).containsExactly(RUN);
            assertThat(store.runs().events(ENDED)).hasSize(2);
            assertThat(store.triggers().lastSlot(Samples.TRIGGER)).contains(Samples.T0);
            assertThat(store.specs().newest(Samples.WORKFLOW)).contains(spec);
        }
    }

    private List<Path> aside() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return new ArrayList<>(
                    files.filter(file -> file.toString().contains("damaged")).toList());
        }
    }

    private H2Store open() {
        return H2Store.open(StoreSettings.inDirectory(home));
    }
}
