package io.sandglass.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.store.fixture.Awaiting;
import io.sandglass.store.projection.DatabaseLost;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** H2 closes a database when a reader exhausts memory, and may go on holding its file; nothing is written meanwhile. */
@Timeout(60)
class ClosedDatabaseTest {
    @TempDir
    private Path directory;

    @Test
    void isToldAndOpenedAgainOnceNobodyHoldsItsFile() throws SQLException, IOException {
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(directory))) {
            try (FileChannel held = closedButHeld(store)) {
                Awaiting.until(() -> store.projectionLag().trouble().isPresent());
                assertThat(held.isOpen()).isTrue();
            }

            Awaiting.until(() -> store.projectionLag().trouble().isEmpty());
            assertThat(store.history()
                            .query("select count(*) from runs", List.of(), 10, Duration.ofSeconds(10))
                            .rows())
                    .hasSize(1);
        }
    }

    @Test
    void isGivenUpIfItsFileStaysHeld() throws SQLException, IOException {
        AtomicReference<Throwable> died = new AtomicReference<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> died.set(failure));
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(directory));
                FileChannel held = closedButHeld(store)) {
            Awaiting.until(() -> died.get() != null);

            assertThat(held.isOpen()).isTrue();
            assertThat(died.get()).isInstanceOf(DatabaseLost.class).hasMessageContaining("start the service again");
            assertThat(store.projectionLag().trouble().orElseThrow()).contains("start the service again");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    private FileChannel closedButHeld(H2Store store) throws SQLException, IOException {
        try (Connection administrator = StoreInternals.administrator(store);
                Statement statement = administrator.createStatement()) {
            statement.execute("shutdown immediately");
        }
        FileChannel file = FileChannel.open(
                directory.resolve("sandglass.mv.db"), StandardOpenOption.READ, StandardOpenOption.WRITE);
        assertThat(file.tryLock()).isNotNull();
        return file;
    }
}
