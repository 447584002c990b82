package io.sandglass.store.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static final String URL = "jdbc:h2:mem:schema-test";

    @Test
    void knowsTheNewestScript() throws IOException {
        try (Stream<Path> scripts = Files.list(Path.of("src/main/resources/db/migration"))) {
            List<Integer> versions = scripts.map(path -> path.getFileName().toString())
                    .map(name -> Integer.valueOf(name.replaceFirst("V(\\d+)__.*", "$1")))
                    .sorted()
                    .toList();

            assertThat(versions).hasSize(Schema.CURRENT.newest()).last().isEqualTo(Schema.CURRENT.newest());
        }
    }

    @Test
    void tellsTheVersionOfADatabase() throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL, "admin", "x")) {
            assertThat(Schema.installed(connection)).isEmpty();

            Schema.CURRENT.migrate(URL, "admin", "x");

            assertThat(Schema.installed(connection)).hasValue(Schema.CURRENT.newest());

            new Schema(1_000, List.of("classpath:db/migration", "classpath:db/upgrade")).migrate(URL, "admin", "x");

            assertThat(Schema.installed(connection)).hasValue(1_000);
        }
    }

    @Test
    void findsWhatReadersAskForByTheNameOfARun() throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL + "-names", "admin", "x")) {
            Schema.CURRENT.migrate(URL + "-names", "admin", "x");

            assertThat(plan(connection, "runs")).contains("/* RUN_RUN_KEY: RUN_KEY");
            assertThat(plan(connection, "attempts")).contains("/* RUN_RUN_KEY: RUN_KEY");
        }
    }

    private static String plan(Connection connection, String view) throws SQLException {
        String sql = "explain select * from report." + view + " where run_id = '0000000000001'";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1).replace("\"", "").replace("PUBLIC.", "");
        }
    }
}
