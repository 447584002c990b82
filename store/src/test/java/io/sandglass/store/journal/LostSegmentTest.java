package io.sandglass.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are taken away from a journal in use: what it acknowledged is there at the next opening all the same. */
class LostSegmentTest {
    @TempDir
    private Path home;

    private Path directory;
    private JournalSettings settings;
    private Journal journal;

    @BeforeEach
    void appendTen() {
        directory = home.resolve("journal");
        settings = new JournalSettings(directory, Durability.POWER, 64 << 10);
        journal = Journal.open(settings);
        append(10);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void writesTheSegmentAgainThatWasDeleted() throws IOException {
        Files.delete(segment());
        append(3);

        assertThat(entries(journal, 12)).containsExactly(13L);

        append(2);
        assertFoundAfterAKill(15);
    }

    @Test
    void acknowledgesNothingThatAKillAtThatMomentWouldLose() throws IOException {
        Files.delete(segment());

        append(1);

        assertFoundAfterAKill(11);
        append(1);
        assertFoundAfterAKill(12);
    }

    @Test
    void writesTheSegmentAgainThatWasExchangedForAnOlderCopy() throws IOException {
        Path segment = segment();
        Path copy = home.resolve("copy");
        Files.copy(segment, copy);
        append(3);
        Files.delete(segment);
        Files.move(copy, segment);

        journal.fill();

        append(2);
        assertFoundAfterAKill(15);
    }

    @Test
    void writesItAgainWhenItIsFullOrTheJournalIsClosed() throws IOException {
        Files.delete(segment());
        journal.append(List.of(new Frame((byte) 1, new byte[65_000])));
        assertFoundAfterAKill(11);

        for (Path file : files()) {
            Files.delete(file);
        }
        journal.close();

        assertThat(files()).isNotEmpty();
        try (Journal opened = Journal.open(settings)) {
            assertThat(opened.lastSeq()).isEqualTo(11);
            assertThat(entries(opened, opened.firstSeq() - 1)).contains(11L);
        }
    }

    @Test
    void acknowledgesNothingWhileItsDirectoryIsAway() throws IOException {
        Path away = home.resolve("away");
        Files.move(directory, away);
        assertThatThrownBy(() -> append(1)).isInstanceOf(JournalUnavailable.class);

        assertThatThrownBy(() -> entries(journal, 0))
                .isInstanceOf(JournalUnavailable.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("was moved")
                .hasMessageContaining("the next start goes on from the database");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> append(1)).isInstanceOf(JournalUnavailable.class);
            assertThatThrownBy(() -> journal.probe()).isInstanceOf(JournalUnavailable.class);
        }
        Files.createDirectory(directory);
        assertThatThrownBy(() -> append(1)).isInstanceOf(JournalUnavailable.class);
        Files.delete(directory);

        Files.move(away, directory);
        journal.probe();

        append(1);
        assertFoundAfterAKill(11);
    }

    @Test
    void acknowledgesNothingWhileItCannotBeWrittenAgain() {
        SimulatedDisk disk = new SimulatedDisk(1);
        Journal other = Journal.open(settings, disk);
        other.append(List.of(frame(1)));
        disk.lose(new Segment(1).name());
        disk.capacity(0);

        assertThatThrownBy(() -> entries(other, 0)).isInstanceOf(JournalUnavailable.class);
        assertThatThrownBy(() -> other.append(List.of(frame(2)))).isInstanceOf(JournalUnavailable.class);
        disk.heal();
        other.append(List.of(frame(2)));

        assertFoundAfterPowerLoss(disk);
        other.close();
    }

    @Test
    void writesTheSegmentAgainThatWasDeletedWhileThereWasNoRoomForTheNextOne() {
        SimulatedDisk disk = new SimulatedDisk(1);
        Journal other = Journal.open(settings, disk);
        other.append(List.of(frame(1)));
        disk.capacity(0);
        assertThatThrownBy(() -> other.append(List.of(frame(2)))).isInstanceOf(JournalUnavailable.class);
        assertThatThrownBy(other::probe).isInstanceOf(JournalUnavailable.class);
        disk.lose(new Segment(1).name());
        disk.heal();

        other.append(List.of(frame(2)));

        assertFoundAfterPowerLoss(disk);
        other.close();
    }

    @Test
    void writesTheSegmentAgainThatWasDeletedBeforeAWriteFailed() {
        SimulatedDisk disk = new SimulatedDisk(1);
        Journal other = Journal.open(settings, disk);
        other.append(List.of(frame(1)));
        disk.lose(new Segment(1).name());
        disk.failFor(1, 1);
        assertThatThrownBy(() -> other.append(List.of(frame(2)))).isInstanceOf(JournalUnavailable.class);

        other.append(List.of(frame(2)));

        assertFoundAfterPowerLoss(disk);
        other.close();
    }

    private void assertFoundAfterPowerLoss(SimulatedDisk disk) {
        try (Journal opened = Journal.open(settings, disk.afterPowerLoss())) {
            assertThat(entries(opened, 0)).containsExactly(1L, 2L);
        }
    }

    private void assertFoundAfterAKill(long last) throws IOException {
        Path copy = Files.createDirectory(home.resolve("copy-" + last));
        for (Path file : files()) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
        try (Journal opened = Journal.open(new JournalSettings(copy, Durability.POWER, 64 << 10))) {
            assertThat(entries(opened, 0))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, last).boxed().toList());
        }
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            journal.append(List.of(frame(i)));
        }
    }

    private Path segment() throws IOException {
        List<Path> files = files();
        return files.get(files.size() - 1);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static List<Long> entries(Journal journal, long after) {
        List<Long> entries = new ArrayList<>();
        journal.replay(after, entry -> entries.add(entry.seq()));
        return entries;
    }

    private static Frame frame(int number) {
        return new Frame((byte) 1, ByteBuffer.allocate(100).putInt(number).array());
    }
}
