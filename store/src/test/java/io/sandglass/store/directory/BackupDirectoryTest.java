package io.sandglass.store.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupDirectoryTest {
    private final Locale usual = Locale.getDefault();

    @TempDir
    private Path directory;

    @AfterEach
    void goHome() {
        Locale.setDefault(usual);
    }

    @Test
    void knowsItsCopiesWhereDigitsLookDifferent() throws IOException {
        Locale.setDefault(new Locale("ar", "EG"));
        Path copy = directory.resolve(BackupDirectory.name(137, "20261121T215503Z"));
        Files.createFile(copy);

        assertThat(new BackupDirectory(directory).newestFirst()).containsExactly(copy);
        assertThat(BackupDirectory.seq(copy)).isEqualTo(137);
    }
}
