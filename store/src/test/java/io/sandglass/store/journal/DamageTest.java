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

/** D7: what was acknowledged and cannot be read is refused by name when it is needed, and only a torn end is cut off. */
class DamageTest {
    private static final int PAYLOAD = 100;
    private static final int FRAME = FrameHead.SIZE + PAYLOAD;
    private static final int ENTRIES = 100;

    @TempDir
    private Path home;

    private JournalSettings settings;

    @BeforeEach
    void writeThreeSegmentsAndBeKilled() throws IOException {
        settings = new JournalSettings(home, Durability.POWER, 5000);
        try (Journal journal = Journal.open(settings)) {
            for (int i = 1; i <= ENTRIES; i++) {
                journal.append(List.of(frame(i)));
            }
        }
        asAfterAKill();
        assertThat(segments()).hasSize(3);
    }

    @Test
    void refusesAnOldSegmentWithAnyWrongByte() throws IOException {
        Path old = segments().get(1);
        long first = first(old);
        for (long at = 0; at < Files.size(old); at += 97) {
            flip(old, at);
            try (Journal journal = Journal.open(settings)) {
                long entry = first + Math.max(0, at - SegmentHeader.SIZE) / FRAME;

                assertThatThrownBy(() -> journal.replay(0, any -> {}))
                        .isInstanceOfSatisfying(
                                JournalCorrupt.class, e -> assertThat(e.seq()).isEqualTo(entry))
                        .hasMessageContainingAll(old.toString(), "entry " + entry, "restore a backup");
                assertThat(count(journal, ENTRIES - 5)).isEqualTo(5);
            }
            flip(old, at);
        }
    }

    @Test
    void refusesTheLastSegmentWithoutItsBeginning() throws IOException {
        Path last = segments().get(2);
        for (long at = 0; at < SegmentHeader.SIZE; at++) {
            flip(last, at);

            assertThatThrownBy(() -> Journal.open(settings))
                    .isInstanceOf(JournalCorrupt.class)
                    .hasMessageContainingAll(last.toString(), "restore a backup");
            flip(last, at);
        }
        assertThat(entriesAfterReopening()).isEqualTo(ENTRIES);
    }

    @Test
    void goesOnBehindDamageThatNobodyNeedsToRead() throws IOException {
        Path last = segments().get(2);
        long first = first(last);
        for (long at = SegmentHeader.SIZE; at < Files.size(last) - FRAME; at += 47) {
            long entry = first + (at - SegmentHeader.SIZE) / FRAME;
            long from = SegmentHeader.SIZE + (entry - first) * FRAME;
            flip(last, at);
            byte[] damaged = Files.readAllBytes(last);
            try (Journal journal = Journal.open(settings)) {
                assertThat(journal.damaged())
                        .containsExactly(new DamagedEntries(last, from, from + FRAME, entry, entry));
                assertThatThrownBy(() -> journal.replay(entry - 1, any -> {}))
                        .isInstanceOfSatisfying(JournalCorrupt.class, e -> {
                            assertThat(e.seq()).isEqualTo(entry);
                            assertThat(e.through()).isEqualTo(entry);
                            assertThat(e.newest()).isEqualTo(ENTRIES);
                        });
                assertThat(count(journal, entry)).isEqualTo(ENTRIES - entry);
                assertThat(journal.append(List.of(frame(-1)))).isEqualTo(ENTRIES + 1);
            }
            try (Journal journal = Journal.open(settings)) {
                assertThat(count(journal, entry)).isEqualTo(ENTRIES + 1 - entry);
            }
            asAfterAKill();
            assertThat(last).hasBinaryContent(damaged);
            Files.delete(segments().get(3));
            flip(last, at);
        }
        assertThat(entriesAfterReopening()).isEqualTo(ENTRIES);
    }

    @Test
    void tellsEachPlaceThatIsDamaged() throws IOException {
        Path last = segments().get(2);
        long first = first(last);
        long wide = SegmentHeader.SIZE + FRAME;
        for (long at = wide; at < wide + 2 * FRAME; at++) {
            flip(last, at);
        }
        long narrow = SegmentHeader.SIZE + 5L * FRAME;
        flip(last, narrow);

        try (Journal journal = Journal.open(settings)) {
            assertThat(journal.damaged())
                    .containsExactly(
                            new DamagedEntries(last, wide, wide + 2 * FRAME, first + 1, first + 2),
                            new DamagedEntries(last, narrow, narrow + FRAME, first + 5, first + 5));
            assertThatThrownBy(() -> journal.replay(first + 2, any -> {})).hasMessageContaining("entry " + (first + 5));
            assertThat(count(journal, first + 5)).isEqualTo(ENTRIES - first - 5);
        }
    }

    @Test
    void cutsNothingBehindDamageUpToTheEndAndKnowsHowFarItWent() throws IOException {
        Path last = segments().get(2);
        flip(last, Files.size(last) - 1);
        flip(last, Files.size(last) - FRAME - 1);

        try (Journal journal = Journal.open(settings)) {
            assertThat(journal.lastSeq()).isEqualTo(ENTRIES - 1);
            assertThat(journal.damaged()).singleElement().satisfies(damaged -> {
                assertThat(damaged.first()).isEqualTo(ENTRIES - 1);
                assertThat(damaged.last()).isEqualTo(ENTRIES - 1);
            });
            assertThat(journal.append(List.of(frame(-1)))).isEqualTo(ENTRIES);
            assertThat(count(journal, ENTRIES - 1)).isEqualTo(1);
        }
    }

    @Test
    void takesNoStaleFrameForOneBehindTheDamage() throws IOException {
        Path last = segments().get(2);
        try (Journal journal = Journal.open(settings)) {
            journal.append(List.of(frame(1), frame(2)));
        }
        asAfterAKill();
        byte[] torn = Files.readAllBytes(last);
        int stale = torn.length - FRAME;
        flip(last, stale - 1);
        try (Journal journal = Journal.open(settings)) {
            assertThat(journal.lastSeq()).isEqualTo(ENTRIES);
            journal.append(List.of(frame(-1)));
        }
        asAfterAKill();
        byte[] mixed = Arrays.copyOf(Files.readAllBytes(last), torn.length);
        System.arraycopy(torn, stale, mixed, stale, FRAME);
        Files.write(last, mixed);
        flip(last, stale - 1);
        flip(last, stale - FRAME - 1);

        try (Journal journal = Journal.open(settings)) {
            assertThat(journal.lastSeq()).isEqualTo(ENTRIES);
            assertThat(journal.damaged())
                    .singleElement()
                    .satisfies(damaged -> assertThat(damaged.last()).isEqualTo(ENTRIES));
        }
    }

    @Test
    void cutsTheLastAppendIfItIsTorn() throws IOException {
        Path last = segments().get(2);
        flip(last, Files.size(last) - 1);

        assertThat(entriesAfterReopening()).isEqualTo(ENTRIES - 1);
        try (Journal journal = Journal.open(settings)) {
            assertThat(journal.append(List.of(frame(1)))).isEqualTo(ENTRIES);
        }
        assertThat(entriesAfterReopening()).isEqualTo(ENTRIES);
    }

    @Test
    void tellsAMissingSegmentAndACutOne() throws IOException {
        Path middle = segments().get(1);
        byte[] bytes = Files.readAllBytes(middle);
        Files.write(middle, List.of());
        assertThatThrownBy(this::entriesAfterReopening).hasMessageContaining("only 0 bytes");
        Files.write(middle, Arrays.copyOf(bytes, bytes.length - FRAME));
        assertThatThrownBy(this::entriesAfterReopening).hasMessageContaining("not there whole");

        Files.delete(middle);

        assertThatThrownBy(this::entriesAfterReopening)
                .isInstanceOf(JournalCorrupt.class)
                .hasMessageContaining("not there whole");
    }

    @Test
    void tellsThatTheCallerHasSeenMoreOrNeedsOlderEntries() {
        try (Journal journal = Journal.open(settings)) {
            assertThatThrownBy(() -> journal.replay(ENTRIES + 1, any -> {}))
                    .isInstanceOf(JournalCorrupt.class)
                    .hasMessageContaining("entries up to 101 have been seen");
            journal.forgetThrough(50);
            assertThatThrownBy(() -> journal.replay(0, any -> {}))
                    .isInstanceOf(JournalCorrupt.class)
                    .hasMessageContaining("the oldest entry that is kept is " + journal.firstSeq());
        }
    }

    @Test
    void takesNoStaleFrameOfAnEarlierOpeningForANewOne() throws IOException {
        Path last = segments().get(2);
        byte[] before = Files.readAllBytes(last);
        flip(last, Files.size(last) - 1);
        flip(last, Files.size(last) - FRAME - 1);
        Files.write(last, Arrays.copyOf(Files.readAllBytes(last), before.length - FRAME));
        try (Journal journal = Journal.open(settings)) {
            assertThat(journal.lastSeq()).isEqualTo(ENTRIES - 2);
            journal.append(List.of(frame(-1)));
        }
        byte[] after = Files.readAllBytes(last);
        byte[] stale = Arrays.copyOf(after, before.length);
        System.arraycopy(before, after.length, stale, after.length, before.length - after.length);
        Files.write(last, stale);

        assertThat(entriesAfterReopening()).isEqualTo(ENTRIES - 1);
    }

    @Test
    void aPayloadThatLooksLikeFramesProvesNothing() throws IOException {
        long seq = ENTRIES + 10L;
        FrameHead wanted = new FrameHead(0, 1, seq - 1, seq, (byte) 1, 0);
        byte[] forged = new FrameHead.Codec().encode(wanted, 0);
        try (Journal journal = Journal.open(settings)) {
            journal.append(List.of(frame(1)));
            journal.append(List.of(new Frame((byte) 1, forged)));
        }
        asAfterAKill();
        Path last = segments().get(segments().size() - 1);
        flip(last, Files.size(last) - forged.length - 1);

        assertThat(entriesAfterReopening()).isEqualTo(ENTRIES + 1);
    }

    /** One that is killed does not mark where it ends. */
    private void asAfterAKill() throws IOException {
        Files.delete(home.resolve(EndMark.NAME));
    }

    private static Frame frame(int number) {
        return new Frame((byte) 1, ByteBuffer.allocate(PAYLOAD).putInt(number).array());
    }

    private long entriesAfterReopening() {
        try (Journal journal = Journal.open(settings)) {
            return count(journal, 0);
        }
    }

    private static long count(Journal journal, long after) {
        List<Long> seen = new ArrayList<>();
        journal.replay(after, entry -> seen.add(entry.seq()));
        return seen.size();
    }

    private static long first(Path segment) {
        return Long.parseLong(segment.getFileName().toString().substring(0, 20));
    }

    private List<Path> segments() {
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(
                            file -> Segment.named(file.getFileName().toString()).isPresent())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void flip(Path file, long at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) at] ^= 0x40;
        Files.write(file, bytes);
    }
}
