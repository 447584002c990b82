package io.sandglass.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk, in whatever language the system tells of it (D3). */
class DiskFullTest {
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path directory;

    @Test
    void learnsFromADeviceThatIsAlwaysFullWhatTheSystemSays() {
        assumeTrue(Files.exists(FULL), "there is no " + FULL);
        String words = DiskFull.failureOn(FULL);

        assertThat(words).isNotBlank();
        assertThat(DiskFull.in(new UncheckedIOException(new IOException("sandglass.mv.db: " + words))))
                .isTrue();
    }

    @Test
    void recognisesTheWordsOfAnotherLanguage() {
        IOException german = new IOException("Auf dem Gerät ist kein Speicherplatz mehr verfügbar");

        assertThat(DiskFull.says(german, Set.of("auf dem gerät ist kein speicherplatz mehr verfügbar")))
                .isTrue();
        assertThat(DiskFull.says(german, Set.of("no space left on device"))).isFalse();
    }

    @Test
    void isNotTakenInByAFileInThePlaceOfTheDevice() throws IOException {
        Path file = Files.createFile(directory.resolve("full"));

        assertThat(DiskFull.failureOn(file)).isEmpty();
        assertThat(DiskFull.failureOn(directory.resolve("missing"))).isEmpty();
    }

    @Test
    void aFailureThatSaysNothingOnADiskWithRoomIsNone() {
        assertThat(DiskFull.in(new IOException("Input/output error"), directory.resolve("missing")))
                .isFalse();
    }
}
