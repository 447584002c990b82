package io.sandglass.sandbox.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeDirectoryTest {
    private static final long PLENTY = 1 << 20;

    @TempDir
    Path temporary;

    @Test
    void findsWhatWasKeptByAnotherProcess() {
        open().entry("a").keep(new byte[] {1, 2, 3});

        assertThat(open().entry("a").find()).contains(new byte[] {1, 2, 3});
        assertThat(open().entry("b").find()).isEmpty();
    }

    @Test
    void everyCutOrChangedFileCountsAsMissing() throws IOException {
        CodeDirectory.Entry entry = open().entry("a");
        entry.keep(new byte[] {1, 2, 3});
        Path file = directory().resolve("a.code");
        byte[] whole = Files.readAllBytes(file);

        for (int i = 0; i < whole.length; i++) {
            Files.write(file, Arrays.copyOf(whole, i));
            assertThat(entry.find()).isEmpty();
            byte[] changed = whole.clone();
            changed[i] ^= 1;
            Files.write(file, changed);
            assertThat(entry.find()).isEmpty();
        }

        entry.keep(new byte[] {1, 2, 3});
        assertThat(entry.find()).isPresent();
    }

    @Test
    void anEntryCannotBePassedOffAsAnother() throws IOException {
        open().entry("a").keep(new byte[] {1});

        Files.copy(directory().resolve("a.code"), directory().resolve("b.code"));

        assertThat(open().entry("b").find()).isEmpty();
    }

    @Test
    void anotherKeyMakesAllEntriesMissing() throws IOException {
        open().entry("a").keep(new byte[] {1});

        Files.delete(directory().resolve("seal.key"));

        assertThat(open().entry("a").find()).isEmpty();
    }

    @Test
    void isClosedToOthers() throws IOException {
        open().entry("a").keep(new byte[] {1});

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
                .isEqualTo("rwx------");
        for (String name : List.of("a.code", "seal.key")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(directory().resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void dropsWhatWasUsedLongestAgo() throws IOException {
        CodeDirectory small = CodeDirectory.open(directory(), 300).orElseThrow();
        for (String name : List.of("a", "b", "c")) {
            small.entry(name).keep(new byte[60]);
            Files.setLastModifiedTime(
                    directory().resolve(name + ".code"),
                    FileTime.from(Instant.now().minusSeconds(100 - name.charAt(0))));
        }
        small.entry("a").find();

        small.entry("d").keep(new byte[60]);

        assertThat(small.entry("a").find()).isPresent();
        assertThat(small.entry("b").find()).isEmpty();
        assertThat(small.entry("d").find()).isPresent();
    }

    /** The common pool may have a single thread. */
    private static void onItsOwn(Runnable task) {
        new Thread(task).start();
    }

    @Test
    void writersDoNotDisturbOneAnother() throws IOException {
        List<CompletableFuture<Void>> writers = IntStream.range(0, 8)
                .mapToObj(writer -> CompletableFuture.runAsync(
                        () -> {
                            CodeDirectory own = open();
                            for (int i = 0; i < 50; i++) {
                                own.entry("same").keep(new byte[10_000]);
                                assertThat(own.entry("same").find()).contains(new byte[10_000]);
                            }
                        },
                        CodeDirectoryTest::onItsOwn))
                .toList();

        writers.forEach(CompletableFuture::join);

        try (Stream<Path> files = Files.list(directory())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("seal.key", "same.code");
        }
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNoCache() throws IOException {
        Files.writeString(directory(), "a file");

        assertThat(CodeDirectory.open(directory(), PLENTY)).isEmpty();
    }

    private Path directory() {
        return temporary.resolve("cache");
    }

    private CodeDirectory open() {
        return CodeDirectory.open(directory(), PLENTY).orElseThrow();
    }
}
