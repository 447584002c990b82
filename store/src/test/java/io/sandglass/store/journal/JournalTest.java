package io.sandglass.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    private Path home;

    @Test
    void tellsHowMuchItKeeps() {
        SimulatedDisk disk = new SimulatedDisk(1);
        JournalSettings small = new JournalSettings(Path.of("simulated"), Durability.POWER, 4096);
        try (Journal journal = Journal.open(small, disk)) {
            assertThat(journal.fill()).isEqualTo(new JournalFill(SegmentHeader.SIZE, 1, 1, 0));
            for (int i = 0; i < 10; i++) {
                journal.append(List.of(new Frame((byte) 1, new byte[1_000])));
            }

            JournalFill fill = journal.fill();
            assertThat(fill.segments()).isEqualTo(4);
            assertThat(fill.bytes()).isGreaterThan(10_000);
            assertThat(fill)
                    .extracting(JournalFill::oldest, JournalFill::newest)
                    .containsExactly(1L, 10L);

            journal.forgetThrough(6);

            assertThat(journal.fill().segments()).isEqualTo(2);
            assertThat(journal.fill().oldest()).isEqualTo(7);
        }
    }

    @Test
    void givesBackWhatWasAppendedAfterReopening() {
        JournalSettings settings = JournalSettings.in(home.resolve("journal"));
        try (Journal journal = Journal.open(settings)) {
            assertThat(journal.append(List.of(frame("a"), frame("b")))).isEqualTo(2);
            assertThat(journal.append(List.of(frame("c")))).isEqualTo(3);
        }

        try (Journal journal = Journal.open(settings)) {
            assertThat(journal.lastSeq()).isEqualTo(3);
            assertThat(texts(journal, 0)).containsExactly("1a", "2b", "3c");
            assertThat(texts(journal, 2)).containsExactly("3c");
            assertThat(journal.append(List.of(frame("d")))).isEqualTo(4);
            assertThat(texts(journal, 3)).containsExactly("4d");
        }
    }

    @Test
    void isEmptyAtFirst() {
        try (Journal journal = Journal.open(JournalSettings.in(home))) {
            assertThat(journal.lastSeq()).isZero();
            assertThat(journal.firstSeq()).isEqualTo(1);
            assertThat(journal.append(List.of())).isZero();
            assertThat(texts(journal, 0)).isEmpty();
        }
    }

    @Test
    void goesOnInNewSegmentsAndForgetsWholeOldOnes() throws IOException {
        JournalSettings settings = new JournalSettings(home, Durability.POWER, 4096);
        try (Journal journal = Journal.open(settings)) {
            for (int i = 0; i < 100; i++) {
                journal.append(List.of(new Frame((byte) 1, new byte[171])));
            }
            assertThat(files()).hasSize(5);

            journal.forgetThrough(45);

            assertThat(journal.firstSeq()).isEqualTo(41);
            assertThat(files()).hasSize(3);
            assertThat(texts(journal, 40)).hasSize(60);
            journal.forgetThrough(Long.MAX_VALUE);
            assertThat(journal.firstSeq()).isEqualTo(81);
        }

        try (Journal journal = Journal.open(settings)) {
            assertThat(journal.firstSeq()).isEqualTo(81);
            assertThat(journal.append(List.of(frame("z")))).isEqualTo(101);
            assertThat(texts(journal, 100)).containsExactly("101z");
        }
    }

    @Test
    void keepsEntriesThatAreLargerThanBuffersAndSegments() {
        JournalSettings settings = new JournalSettings(home, Durability.POWER, 1 << 20);
        List<byte[]> written = new ArrayList<>();
        Random random = new Random(1);
        for (int size : new int[] {5 << 20, 0, (256 << 10) - FrameHead.SIZE, 256 << 10, 3, 9 << 20, 1}) {
            byte[] payload = new byte[size];
            random.nextBytes(payload);
            written.add(payload);
        }
        try (Journal journal = Journal.open(settings)) {
            journal.append(List.of(new Frame((byte) 1, written.get(0)), new Frame((byte) 1, written.get(1))));
            for (byte[] payload : written.subList(2, written.size())) {
                journal.append(List.of(new Frame((byte) 1, payload)));
            }
        }

        try (Journal journal = Journal.open(settings)) {
            List<byte[]> read = new ArrayList<>();
            journal.replay(0, entry -> read.add(entry.payload()));
            assertThat(read).hasSameSizeAs(written);
            for (int i = 0; i < read.size(); i++) {
                assertThat(Arrays.equals(read.get(i), written.get(i))).isTrue();
            }
        }
    }

    @Test
    void keepsAHundredThousandSmallEntries() {
        JournalSettings settings = new JournalSettings(home, Durability.PROCESS, 1 << 20);
        try (Journal journal = Journal.open(settings)) {
            for (int i = 0; i < 1000; i++) {
                journal.append(Collections.nCopies(100, frame("entry " + i)));
            }
        }

        try (Journal journal = Journal.open(settings)) {
            List<String> texts = texts(journal, 0);
            assertThat(texts).hasSize(100_000);
            assertThat(texts.get(99_999)).isEqualTo("100000entry 999");
        }
    }

    @Test
    @Timeout(30)
    void anInterruptNeitherHarmsNorShortensAnAppend() throws Exception {
        JournalSettings settings = new JournalSettings(home, Durability.POWER, 16 << 10);
        AtomicBoolean stop = new AtomicBoolean();
        Thread victim = Thread.currentThread();
        Thread tormentor = new Thread(() -> {
            while (!stop.get()) {
                victim.interrupt();
                Thread.onSpinWait();
            }
        });
        try (Journal journal = Journal.open(settings)) {
            tormentor.start();
            for (int i = 1; i <= 300; i++) {
                assertThat(journal.append(List.of(new Frame((byte) 1, new byte[200]))))
                        .isEqualTo(i);
                journal.forgetThrough(i - 100L);
            }
            victim.interrupt();
            journal.append(List.of(frame("x")));
            assertThat(victim.isInterrupted()).isTrue();
            assertThat(texts(journal, 300)).containsExactly("301x");
        } finally {
            stop.set(true);
            while (tormentor.isAlive()) {
                Thread.onSpinWait();
            }
            Thread.interrupted();
        }
    }

    @Test
    void replaysWhileOthersAppend() {
        try (Journal journal = Journal.open(JournalSettings.in(home))) {
            journal.append(List.of(frame("a"), frame("b")));
            List<String> seen = new ArrayList<>();

            journal.replay(0, entry -> {
                journal.append(List.of(frame("later")));
                seen.add(new String(entry.payload(), StandardCharsets.UTF_8));
            });

            assertThat(seen).containsExactly("a", "b");
            assertThat(journal.lastSeq()).isEqualTo(4);
        }
    }

    @Test
    void readsOnWhereItEndedWithoutReadingAllBeforeAgain() {
        SimulatedDisk disk = new SimulatedDisk(1);
        try (Journal journal = Journal.open(JournalSettings.in(Path.of("simulated")), disk)) {
            for (int i = 0; i < 100; i++) {
                journal.append(List.of(new Frame((byte) 1, new byte[10_000])));
            }
            assertThat(texts(journal, 0)).hasSize(100);
            journal.append(List.of(frame("new")));
            int before = disk.operations();

            assertThat(texts(journal, 100)).containsExactly("101new");

            assertThat(disk.operations() - before).isLessThan(6); // a megabyte takes sixteen reads
        }
    }

    @Test
    void readsInPiecesWhateverWasReadBefore() {
        SimulatedDisk disk = new SimulatedDisk(1);
        JournalSettings small = new JournalSettings(Path.of("simulated"), Durability.POWER, 4096);
        Random random = new Random(1);
        try (Journal journal = Journal.open(small, disk)) {
            for (int i = 0; i < 500; i++) {
                if (random.nextInt(20) == 0) {
                    disk.failFor(1, 3);
                    assertThatThrownBy(() -> journal.append(List.of(frame("lost"))))
                            .isInstanceOf(JournalUnavailable.class);
                    disk.heal();
                }
                journal.append(List.of(new Frame((byte) 1, new byte[random.nextInt(2_000)])));
                journal.forgetThrough(journal.lastSeq() - 50);
                long after = random.nextLong(journal.firstSeq() - 1, journal.lastSeq());
                int most = 1 + random.nextInt(20);

                List<Long> read = some(journal, after, most);

                long through = Math.min(journal.lastSeq(), after + most);
                assertThat(read)
                        .isEqualTo(LongStream.rangeClosed(after + 1, through)
                                .boxed()
                                .toList());
            }
        }
    }

    /** Reads until that is enough. */
    private static List<Long> some(Journal journal, long after, int most) {
        List<Long> read = new ArrayList<>();
        IllegalStateException enough = new IllegalStateException("enough");
        try {
            journal.replay(after, entry -> {
                read.add(entry.seq());
                if (read.size() == most) {
                    throw enough;
                }
            });
        } catch (IllegalStateException e) {
            assertThat(e).isSameAs(enough);
        }
        return read;
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void itsFilesAreForTheirOwnerOnly() throws IOException {
        Path directory = home.resolve("new").resolve("journal");

        Journal.open(JournalSettings.in(directory)).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(directory)) {
            Path segment = files.findFirst().orElseThrow();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(segment)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void saysWhereItCannotBe() throws IOException {
        Path file = Files.createFile(home.resolve("file"));

        assertThatThrownBy(() -> Journal.open(JournalSettings.in(file)))
                .isInstanceOf(JournalUnavailable.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> new JournalSettings(home, Durability.POWER, 100))
                .hasMessageContaining("at least 4096 bytes, but 100");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.toList();
        }
    }

    private static Frame frame(String text) {
        return new Frame((byte) 7, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(Journal journal, long after) {
        List<String> texts = new ArrayList<>();
        journal.replay(after, entry -> texts.add(entry.seq() + new String(entry.payload(), StandardCharsets.UTF_8)));
        return texts;
    }
}
