package io.sandglass.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sandglass.store.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreadableDatabaseTest {
    private static final SQLException FAILURE = new SQLException("cannot be read", "HY000", 90_031);

    /** Linux answers with EIO, as there is no memory at address 0. */
    private static final Path BAD = Path.of("/proc/self/mem");

    @TempDir
    private Path home;

    @Test
    void saysWhatToDoAboutAFileThatTheDiskHasLostAPartOf() throws IOException {
        assumeTrue(Files.exists(BAD), "there is no " + BAD);
        Path file = home.resolve("sandglass.mv.db");
        Files.createSymbolicLink(file, BAD);

        assertThatThrownBy(() -> Damage.in(FAILURE, file))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("the database " + file + " cannot be read: Input/output error")
                .hasMessageContaining("move it away: the next start makes it anew");
    }

    @Test
    void saysNothingOfAFileThatIsGone() {
        assertThat(Damage.in(FAILURE, home.resolve("sandglass.mv.db"))).isEmpty();
    }
}
