package io.sandglass.store.backup;

import io.sandglass.store.database.Applied;
import io.sandglass.store.database.Cancellation;
import io.sandglass.store.database.DatabaseFile;
import io.sandglass.store.database.Sql;
import io.sandglass.store.database.SqlFailures;
import io.sandglass.store.directory.BackupDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a copy of the database to its end before it counts: every row of every table, and every index, each of which must
 * have as many entries as there are rows. What is read nowhere could turn out to be damaged when the journal has forgotten
 * it.
 */
final class CopyCheck {
    private static final String TABLES =
            "select table_name from information_schema.tables where table_schema = 'PUBLIC' and table_type = 'BASE"
                    + " TABLE'";
    private static final String INDEXES = "select i.index_name, i.table_name, c.column_name"
            + " from information_schema.indexes i join information_schema.index_columns c"
            + " on c.index_schema = i.index_schema and c.index_name = i.index_name and c.table_name = i.table_name"
            + " where i.table_schema = 'PUBLIC' and c.ordinal_position = 1";

    private final Connection connection;
    private final Cancellation cancellation;

    private CopyCheck(Connection connection, Cancellation cancellation) {
        this.connection = connection;
        this.cancellation = cancellation;
    }

    /** Reads the rows of an answer. */
    @FunctionalInterface
    private interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }

    private record Index(String name, String table, String column) {
        /** How many entries it has, found by walking through it. */
        String walk() {
            return "select count(*) from " + quoted(table) + " use index (" + quoted(name) + ") where " + quoted(column)
                    + " >= (select min(" + quoted(column) + ") from " + quoted(table) + ")";
        }

        String rows() {
            return "select count(" + quoted(column) + ") from " + quoted(table);
        }
    }

    /**
     * Reads one.
     *
     * @param zip H2's own zip file
     * @param room where to unpack it; gone afterwards
     * @param cancellation ends it early
     * @return how far the copy goes
     * @throws IOException if it is not whole; the message says what is wrong
     */
    static Applied of(DatabaseFile file, Path zip, Path room, Cancellation cancellation) throws IOException {
        Files.deleteIfExists(room);
        try {
            BackupDirectory.extract(zip, room);
            return read(file, room, cancellation);
        } catch (SQLException e) {
            throw new IOException("the copy cannot be read: " + SqlFailures.brief(e), e);
        } finally {
            Files.deleteIfExists(room);
        }
    }

    private static Applied read(DatabaseFile file, Path copy, Cancellation cancellation) throws SQLException {
        try (Connection connection = file.database(copy).look()) {
            CopyCheck check = new CopyCheck(connection, cancellation);
            check.execute("set lazy_query_execution 1"); // else an answer is gathered before its first row is read
            for (String table : check.texts(TABLES)) {
                check.table(table);
            }
            for (Index index : check.indexes()) {
                check.index(index);
            }
            return Applied.read(new Sql(connection));
        }
    }

    private void table(String table) throws SQLException {
        long counted = number("select count(*) from " + quoted(table));
        long read = query("select * from " + quoted(table), CopyCheck::walked);
        if (read != counted) {
            throw new SQLException("the table " + table + " should have " + counted + " rows, but has " + read);
        }
    }

    private static long walked(ResultSet rows) throws SQLException {
        long read = 0;
        while (rows.next()) {
            read++;
        }
        return read;
    }

    private void index(Index index) throws SQLException {
        long rows = number(index.rows());
        long entries = number(index.walk());
        if (rows != entries) {
            throw new SQLException(
                    "the index " + index.name() + " should have " + rows + " entries, but has " + entries);
        }
    }

    private List<Index> indexes() throws SQLException {
        return list(INDEXES, rows -> new Index(rows.getString(1), rows.getString(2), rows.getString(3)));
    }

    private List<String> texts(String sql) throws SQLException {
        return list(sql, rows -> rows.getString(1));
    }

    private long number(String sql) throws SQLException {
        return query(sql, rows -> {
            rows.next();
            return rows.getLong(1);
        });
    }

    private <T> List<T> list(String sql, Reading<T> row) throws SQLException {
        return query(sql, rows -> {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(row.read(rows));
            }
            return found;
        });
    }

    private <T> T query(String sql, Reading<T> reading) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return cancellation.during(statement, () -> {
                try (ResultSet rows = statement.executeQuery(sql)) {
                    return reading.read(rows);
                }
            });
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
