package io.sandglass.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.store.fixture.Awaiting;
import io.sandglass.store.projection.DatabaseLost;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.engine.Engine;
import org.jspecify.annotations.Nullable;
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
            assertThat(runs(store)).hasSize(1);
        }
    }

    @Test
    void isOpenedAgainIfNobodyElseGetsIn() throws ReflectiveOperationException {
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(directory))) {
            strikeOffH2sList();
            assertThat(reachable(store)).isFalse();

            Awaiting.until(() -> reachable(store));
            Awaiting.until(() -> store.projectionLag().trouble().isEmpty());
            assertThat(runs(store)).hasSize(1);
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

    private static List<List<@Nullable Object>> runs(H2Store store) {
        return store.history()
                .query("select count(*) from runs", List.of(), 10, Duration.ofSeconds(10))
                .rows();
    }

    /** As an old database of that name does in its end, if there is a new one already. */
    private void strikeOffH2sList() throws ReflectiveOperationException {
        Field list = Engine.class.getDeclaredField("DATABASES");
        list.setAccessible(true);
        ((Map<?, ?>) list.get(null)).keySet().removeIf(name -> name.toString().contains(directory.toString()));
    }

    private static boolean reachable(H2Store store) {
        try (Connection another = StoreInternals.administrator(store)) {
            return another.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static void shutDown(H2Store store) throws SQLException {
        try (Connection administrator = StoreInternals.administrator(store);
                Statement statement = administrator.createStatement()) {
            statement.execute("shutdown immediately");
        }
    }

    private FileChannel closedButHeld(H2Store store) throws SQLException, IOException {
        shutDown(store);
        FileChannel file = FileChannel.open(
                directory.resolve("sandglass.mv.db"), StandardOpenOption.READ, StandardOpenOption.WRITE);
        assertThat(file.tryLock()).isNotNull();
        return file;
    }
}
