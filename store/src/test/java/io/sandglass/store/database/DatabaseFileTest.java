package io.sandglass.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.directory.StoreTooNew;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.store.schema.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one version of the schema to the next (P15, K3). */
class DatabaseFileTest {
    private static final RunId RUN = new RunId(1);
    private static final Schema NEXT = next("classpath:db/upgrade");
    private static final Schema BROKEN = next("classpath:db/broken");

    @TempDir
    private Path home;

    @BeforeEach
    void writeWithTheOldVersion() {
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(home))) {
            store.runs().append(Samples.records(RUN, Samples.started(Cause.manual())));
        }
    }

    @Test
    void upgradesAnOlderDatabaseAndKeepsACopyOfIt() throws SQLException {
        assertThat(urgencies(NEXT)).containsExactly(5);

        assertThat(home.resolve("sandglass-before-upgrade-of-version-" + Schema.CURRENT.newest() + ".mv.db"))
                .exists();
        assertThat(home.resolve("sandglass-new.mv.db")).doesNotExist();
        assertThat(urgencies(NEXT)).containsExactly(5);
        assertThatThrownBy(() -> H2Store.open(StoreSettings.inDirectory(home))).isInstanceOf(StoreTooNew.class);
    }

    @Test
    void leavesTheOldDatabaseWhenAnUpgradeFails() {
        assertThatThrownBy(() -> urgencies(BROKEN)).isInstanceOf(StoreUnavailable.class);

        try (H2Store store = H2Store.open(StoreSettings.inDirectory(home))) {
            assertThat(store.runs().openRuns()).containsExactly(RUN);
        }
    }

    private List<Integer> urgencies(Schema schema) throws SQLException {
        try (DataDirectory directory = DataDirectory.open(home);
                Connection connection =
                        new DatabaseFile(directory, "async:", schema).prepare().connection();
                ResultSet row = connection.createStatement().executeQuery("select urgency from report.runs")) {
            row.next();
            return List.of(row.getInt(1));
        }
    }

    private static Schema next(String location) {
        return new Schema(1_000, List.of("classpath:db/migration", location));
    }
}
