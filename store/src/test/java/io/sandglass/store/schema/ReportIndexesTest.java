package io.sandglass.store.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreInternals;
import io.sandglass.store.jdbc.StoreSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the database finds what commands ask for, however many runs there are. */
class ReportIndexesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "runs where workflow = 'orders' and run_number >= 5 order by run_number desc limit 50 | RUN_OF_WORKFLOW",
                "runs where namespace = 'a' and workflow = 'orders' | RUN_OF_WORKFLOW",
                "runs where status in ('FAILED') and status_unpaused = 'FAILED' and run_number >= 5 | RUN_STATUS: STATUS IS NOT DISTINCT FROM",
                "newest_runs | index sorted",
                "runs where status = 'PAUSED' and status_unpaused between 'QUEUED' and 'RUNNING' | RUN_STATUS",
                "runs where run_number >= 5 order by run_number desc limit 50 | PRIMARY_KEY",
                "runs where run_id = '0000000000001' | RUN_RUN_KEY",
                "failures where plugin_digest = 'built-in:http@1.0.0' order by run_number desc limit 50 | FAILURE_OF_PLUGIN",
                "failures where namespace = 'a' and workflow = 'orders' | FAILURE_OF_WORKFLOW",
                "failures where run_number >= 5 | PRIMARY_KEY",
                "workflows | DEPLOYMENT_WORKFLOW"
            })
    void usesAnIndex(String query, String index) throws SQLException {
        try (H2Store store = H2Store.open(StoreSettings.inMemory());
                Connection connection = StoreInternals.administrator(store);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("explain select * from report." + query)) {
            rows.next();

            assertThat(rows.getString(1)).contains(index);
        }
    }
}
