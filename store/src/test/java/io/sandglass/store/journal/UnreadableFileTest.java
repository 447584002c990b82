package io.sandglass.store.journal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that has lost a part of a file (EIO). */
class UnreadableFileTest {
    /** Linux answers with EIO, as there is no memory at address 0. */
    private static final Path BAD = Path.of("/proc/self/mem");

    @TempDir
    private Path home;

    @Test
    void saysWhichFileCannotBeReadWhereAndWhatToDo() throws IOException {
        assumeTrue(Files.exists(BAD), "there is no " + BAD);
        Path segment = home.resolve(new Segment(1).name());
        Files.createSymbolicLink(segment, BAD);

        assertThatThrownBy(() -> Journal.open(JournalSettings.in(home)))
                .isInstanceOf(JournalUnavailable.class)
                .hasMessageContaining(segment + " cannot be read at byte 0")
                .hasMessageContaining("Input/output error")
                .hasMessageContaining("'dd if=" + segment);
    }
}
