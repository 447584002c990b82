package io.sandglass.store.backup;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeSpaceTest {
    private static final long MIB = 1024 * 1024;

    @TempDir
    private Path directory;

    @Test
    void leavesTheJournalItsRoom() {
        assertThatThrownBy(() -> FreeSpace.require(directory, 300 * MIB, 299 * MIB))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("299 MiB")
                .hasMessageContaining("300 MiB left");
        assertThatCode(() -> FreeSpace.require(directory, 400 * MIB, 299 * MIB)).doesNotThrowAnyException();
    }

    @Test
    void looksAtTheDisk() {
        assertThatThrownBy(() -> FreeSpace.require(directory, Long.MAX_VALUE / 4))
                .isInstanceOf(IOException.class);
        assertThatCode(() -> FreeSpace.require(directory, 1)).doesNotThrowAnyException();
    }
}
