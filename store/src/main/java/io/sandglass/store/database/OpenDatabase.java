package io.sandglass.store.database;

import java.sql.Connection;
import java.sql.SQLException;

/** A database and the connection that holds it open; the writer goes on with it. */
public record OpenDatabase(Database database, Connection connection) {
    /** Looks at the database before it is handed on. */
    @FunctionalInterface
    public interface Check<T> {
        T run() throws SQLException;
    }

    /** Closes the connection if the check fails. */
    public <T> T checked(Check<T> check) throws SQLException {
        boolean passed = false;
        try {
            T result = check.run();
            passed = true;
            return result;
        } finally {
            if (!passed) {
                connection.close();
            }
        }
    }
}
