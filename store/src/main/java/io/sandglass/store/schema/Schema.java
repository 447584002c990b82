package io.sandglass.store.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.api.ErrorCode;

/**
 * The schema and its versions: scripts {@code V1__*.sql}, {@code V2__*.sql} and so on, each applied once.
 *
 * <p>Flyway takes longer to start than a whole command may last, so it is loaded only when there is something to
 * migrate; whether there is takes one plain query.
 *
 * @param newest the version of the last script
 * @param locations where the scripts are, in Flyway's words
 */
public record Schema(int newest, List<String> locations) {
    /** What this program reads and writes. */
    public static final Schema CURRENT = new Schema(14, List.of("classpath:db/migration"));

    private static final Set<Integer> NO_TABLE =
            Set.of(ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1, ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1);

    public Schema {
        locations = List.copyOf(locations);
    }

    /** The version a database has; empty if it has no schema of ours. */
    public static OptionalInt installed(Connection connection) throws SQLException {
        String sql = "select max(cast(\"version\" as integer)) from \"flyway_schema_history\" where \"success\"";
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            int version = result.getInt(1);
            return result.wasNull() ? OptionalInt.empty() : OptionalInt.of(version);
        } catch (SQLException e) {
            if (NO_TABLE.contains(e.getErrorCode())) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }

    /**
     * Brings a database to the newest version. A crash may leave it half done: migrate a copy, then swap.
     *
     * @throws SQLException if a script fails
     */
    public void migrate(String url, String user, String password) throws SQLException {
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(url, user, password)
                    .locations(locations.toArray(String[]::new))
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new SQLException("the schema could not be brought to version " + newest + ": " + e.getMessage(), e);
        }
    }
}
