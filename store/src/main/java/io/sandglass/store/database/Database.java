package io.sandglass.store.database;

import io.sandglass.store.directory.Credentials;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.h2.Driver;

/**
 * How one H2 database is opened.
 *
 * <p>{@code WRITE_DELAY=0} must stand in the URL: the stored setting does not survive, and without it H2 acknowledges
 * commits that it has not written. A file is named with the scheme {@code async:}, because on the default file system an
 * interrupt of one thread closes the database for all. With {@code WRITE_DELAY=0} H2 tidies its file only when it is
 * closed; 20 ms of that keep a file small that not tidying at all let grow fifty-fold. {@code MAX_MEMORY_ROWS} is how many
 * rows a query sorts or groups in memory; beyond it H2 goes by way of the disk, which takes thirty times as long.
 * {@code PAGE_SIZE} is in bytes of memory: with H2's own 16 KiB six runs or attempts share a page, and each page is a read of
 * its own; with 64 KiB, the most that it takes, 24 do.
 *
 * @param name what follows {@code jdbc:h2:}
 */
public record Database(String name, Credentials admin) {
    private static final String SETTINGS =
            ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;LOCK_TIMEOUT=10000;MAX_COMPACT_TIME=20"
                    + ";PAGE_SIZE=65536;MAX_MEMORY_ROWS=" + rowsInMemory();

    /** An eighth of the heap, if a row takes 1 KiB. */
    private static long rowsInMemory() {
        return Math.max(10_000, Runtime.getRuntime().maxMemory() / 8 / 1024);
    }

    /** For the administrator. */
    public String url() {
        return "jdbc:h2:" + name + SETTINGS;
    }

    /** For other users, who may change no setting; the database must be open already. */
    public String readerUrl() {
        return "jdbc:h2:" + name + ";IFEXISTS=TRUE;SCHEMA=REPORT";
    }

    /** A connection of the administrator, without auto-commit; the first one opens the database. */
    public Connection connect() throws SQLException {
        return connect(url());
    }

    /** The same to a file that nobody has open, and without changing anything in it. */
    public Connection look() throws SQLException {
        return connect("jdbc:h2:" + name + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r;DB_CLOSE_ON_EXIT=FALSE");
    }

    private Connection connect(String url) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", admin.user());
        login.setProperty("password", admin.password());
        Connection connection = Driver.load().connect(url, login);
        try {
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
