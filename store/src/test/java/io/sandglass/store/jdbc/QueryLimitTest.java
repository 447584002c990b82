package io.sandglass.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.store.directory.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may let the database work for how long. */
@Timeout(60)
class QueryLimitTest {
    private static final Duration LIMIT = Duration.ofMillis(200);
    private static final int CANCELLED = 57_014;
    private static final String FOR_EVER = "select count(*) from system_range(1, 1000000000000) where mod(x, 7) = 3";
    private static final String LONG = "select count(*) from system_range(1, 20000000) where mod(x, 7) = 3";

    @TempDir
    private Path home;

    @Test
    void cancelsAReaderWhoTakesTooLongWhateverItsSessionSays() throws SQLException, IOException {
        try (H2Store store = open();
                Connection connection = connect(store);
                Statement statement = connection.createStatement()) {
            statement.execute("set query_timeout 0");

            assertThatThrownBy(() -> statement.executeQuery(FOR_EVER))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(CANCELLED));
        }
    }

    @Test
    void leavesThoseWhoWriteAndMigrateAllTheTimeTheyNeed() throws SQLException {
        try (H2Store store = open();
                Connection connection = store.administrator();
                Statement statement = connection.createStatement()) {
            long begin = System.nanoTime();

            statement.executeQuery(LONG).close();

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(LIMIT);
        }
    }

    @Test
    void putsNoLimitOnTheWholeDatabase() throws SQLException {
        try (H2Store store = open();
                Connection connection = store.administrator();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select 1 from information_schema.settings where setting_name = 'MAX_QUERY_TIMEOUT'"
                                + " and setting_value <> '0'")) {
            assertThat(rows.next()).isFalse();
        }
    }

    private static Connection connect(H2Store store) throws SQLException, IOException {
        JdbcAccess access = store.jdbc().orElseThrow();
        Credentials reader = Credentials.parse(
                        Files.readString(access.passwordFile().orElseThrow()))
                .orElseThrow();
        return DriverManager.getConnection(access.url(), reader.user(), reader.password());
    }

    private H2Store open() {
        return StoreOpening.open(StoreSettings.inDirectory(home.resolve("data")).withTcpPort(0), "async:", LIMIT);
    }
}
