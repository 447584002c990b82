package io.sandglass.store.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestedDraftsTest {
    private static final long NO_PROCESS = 999_999_999_999L;

    @TempDir
    private Path directory;

    @Test
    void deletesOnlyWhatADeadProcessLeftAWhileAgo() throws IOException {
        Path left = old("saved.zip." + NO_PROCESS + ".sandglass.new");
        Path fresh = Files.writeString(directory.resolve("new.zip." + NO_PROCESS + ".sandglass.new"), "half");
        Path ours = old(String.valueOf(
                RequestedDrafts.of(directory.resolve("saved.zip")).getFileName()));
        Path other = old("plan.1.new");

        RequestedDrafts.tidy(directory);

        assertThat(left).doesNotExist();
        assertThat(fresh).exists();
        assertThat(ours).exists();
        assertThat(other).exists();
    }

    private Path old(String name) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "half");
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    }
}
