package io.sandglass.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** D7: what is missing at the end of a journal that was closed is told, though what is left looks whole. */
class EndMarkTest {
    private static final int PAYLOAD = 100;
    private static final int FRAME = FrameHead.SIZE + PAYLOAD;
    private static final int ENTRIES = 100;

    @TempDir
    private Path home;

    private JournalSettings settings;

    @BeforeEach
    void writeSegmentsAndClose() {
        settings = new JournalSettings(home, Durability.PROCESS, 5000);
        try (Journal journal = Journal.open(settings)) {
            for (int i = 1; i <= ENTRIES; i++) {
                journal.append(List.of(frame(i)));
            }
        }
    }

    @Test
    void tellsThatTheLastSegmentIsCutBetweenTwoFrames() throws IOException {
        Path last = cut(3 * FRAME);
        long size = Files.size(last);

        try (Journal journal = Journal.open(settings)) {
            DamagedEntries missing = new DamagedEntries(last, size, size, ENTRIES - 2, ENTRIES);
            assertThat(journal.damaged()).containsExactly(missing);
            assertThat(missing.finding())
                    .isEqualTo("entries 98 to 100 of the journal are missing: " + last + " ends before them");
            assertThatThrownBy(() -> entries(journal, ENTRIES - 3))
                    .isInstanceOfSatisfying(
                            JournalCorrupt.class, e -> assertThat(e.seq()).isEqualTo(ENTRIES - 2));
            assertThat(journal.append(List.of(frame(-1)))).isEqualTo(ENTRIES + 1);
        }

        try (Journal journal = Journal.open(settings)) {
            assertThat(entries(journal, ENTRIES)).containsExactly(ENTRIES + 1L);
        }
        assertThat(last).hasSize(size);
    }

    @Test
    void tellsItToWhoOnlyLooks() throws IOException {
        cut(FRAME);

        JournalView view = JournalView.of(home);

        assertThat(view.lastSeq()).isEqualTo(ENTRIES);
        assertThatThrownBy(() -> view.replay(0, any -> {}))
                .isInstanceOfSatisfying(
                        JournalCorrupt.class, e -> assertThat(e.seq()).isEqualTo(ENTRIES));
    }

    @Test
    void tellsThatTheLastSegmentIsGoneOrAllAre() throws IOException {
        List<Path> segments = segments();
        Path last = segments.get(segments.size() - 1);
        Files.delete(last);
        long first = Segment.named(last.getFileName().toString()).orElseThrow().first();
        try (Journal journal = Journal.open(settings)) {
            assertThat(journal.damaged())
                    .singleElement()
                    .satisfies(lost ->
                            assertThat(List.of(lost.first(), lost.last())).containsExactly(first, (long) ENTRIES));
        }

        for (Path segment : segments()) {
            Files.delete(segment);
        }

        assertThat(JournalView.of(home).lastSeq()).isEqualTo(ENTRIES);
        try (Journal journal = Journal.open(settings)) {
            assertThat(journal.firstSeq()).isEqualTo(ENTRIES + 1);
            assertThatThrownBy(() -> entries(journal, 0)).isInstanceOf(JournalCorrupt.class);
            assertThat(entries(journal, ENTRIES)).isEmpty();
            assertThat(journal.damaged()).containsExactly(new DamagedEntries(home.resolve(""), 0, 0, 1, ENTRIES));
        }
    }

    @Test
    void holdsWhatItSaysThoughMoreWasAppendedBeforeACrash() throws IOException {
        Journal killed = Journal.open(settings);
        killed.append(List.of(frame(1), frame(2)));
        cut(3 * FRAME);

        try (Journal journal = Journal.open(settings)) {
            assertThat(journal.damaged())
                    .singleElement()
                    .satisfies(lost -> assertThat(lost.last()).isEqualTo(ENTRIES));
        }
        killed.close();
    }

    @Test
    void opensAJournalWithoutAMarkOrWithADamagedOne() throws IOException {
        cut(FRAME);
        Path mark = home.resolve(EndMark.NAME);
        byte[] bytes = Files.readAllBytes(mark);
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] ^= 1;
            Files.write(mark, bytes);
            assertThat(JournalView.of(home).lastSeq()).isEqualTo(ENTRIES - 1);
            bytes[at] ^= 1;
        }
        Files.write(mark, new byte[3]);
        assertThat(JournalView.of(home).lastSeq()).isEqualTo(ENTRIES - 1);
        Files.delete(mark);

        try (Journal journal = Journal.open(settings)) {
            assertThat(journal.damaged()).isEmpty();
            assertThat(journal.lastSeq()).isEqualTo(ENTRIES - 1);
        }
    }

    /** A full disk must not keep a service from stopping; the mark before holds still. */
    @Test
    void closesThoughThereIsNoRoomForAMark() {
        SimulatedDisk disk = new SimulatedDisk(1);
        Journal journal = Journal.open(settings, disk);
        journal.append(List.of(frame(1)));
        journal.close();
        Journal again = Journal.open(settings, disk);
        again.append(List.of(frame(2)));
        disk.capacity(0);

        again.close();

        disk.heal();
        try (Journal opened = Journal.open(settings, disk)) {
            assertThat(opened.lastSeq()).isEqualTo(2);
            assertThat(opened.damaged()).isEmpty();
        }
    }

    private Path cut(long bytes) throws IOException {
        List<Path> segments = segments();
        Path last = segments.get(segments.size() - 1);
        byte[] all = Files.readAllBytes(last);
        Files.write(last, Arrays.copyOf(all, (int) (all.length - bytes)));
        return last;
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(
                            file -> Segment.named(file.getFileName().toString()).isPresent())
                    .sorted()
                    .toList();
        }
    }

    private static List<Long> entries(Journal journal, long after) {
        List<Long> entries = new ArrayList<>();
        journal.replay(after, entry -> entries.add(entry.seq()));
        return entries;
    }

    private static Frame frame(int number) {
        return new Frame((byte) 1, ByteBuffer.allocate(PAYLOAD).putInt(number).array());
    }
}
