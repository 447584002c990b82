package io.sandglass.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.database.Database;
import io.sandglass.store.database.Session;
import io.sandglass.store.directory.Credentials;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in for those who may read the views and nothing else. Made at the first question: a command that asks none does
 * not pay for it.
 */
final class ReaderAccess implements AutoCloseable {
    static final String USER = "reader";

    private static final Logger log = LoggerFactory.getLogger(ReaderAccess.class);
    private static final int CONNECTIONS = 4;
    private static final long WAIT_MILLIS = 10_000;

    /** Otherwise H2 holds all rows of an answer, and shuts the database for everybody if they do not fit in memory. */
    private static final String ROW_BY_ROW = "set lazy_query_execution 1";

    private static final String AWAY = "the history is not available now, as its database cannot be opened; what is"
            + " acknowledged is safe in the journal; try again in some seconds";

    private final Database database;
    private final Session writer;
    private final Supplier<Credentials> stored;
    private final QueryLimit queryLimit;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Credentials reader;
    private @Nullable HikariDataSource pool;
    private boolean away;
    private boolean closed;

    /** @param limit what a query may take, whatever its session says */
    ReaderAccess(Database database, Session writer, Supplier<Credentials> stored, Duration limit) {
        this.database = database;
        this.queryLimit = new QueryLimit(database, USER.toUpperCase(Locale.ROOT), limit);
        this.writer = writer;
        this.stored = stored;
    }

    /** Sees to it that the password is there before the disk is full; if not even that works, it is made when it is needed. */
    void prepare() {
        try {
            stored.get();
        } catch (StoreUnavailable e) {
            log.warn("the history cannot be asked now: {}", e.getMessage());
        }
    }

    Connection borrow() throws SQLException {
        return borrow(pool());
    }

    /** @throws StoreUnavailable if the database is opened anew meanwhile, for which its connections are closed */
    static Connection borrow(HikariDataSource from) throws SQLException {
        try {
            return from.getConnection();
        } catch (SQLException e) {
            if (from.isClosed()) {
                throw new StoreUnavailable(AWAY, e);
            }
            throw e;
        }
    }

    /** The user, who exists with exactly this password and these rights from now on, whatever was changed before. */
    Credentials reader() {
        lock.lock();
        try {
            if (reader == null) {
                reader = grant(stored.get());
                queryLimit.start();
            }
            return reader;
        } finally {
            lock.unlock();
        }
    }

    /** Hands out no connections until it comes back. */
    void leave() {
        lock.lock();
        try {
            away = true;
            queryLimit.leave();
        } finally {
            lock.unlock();
        }
    }

    /** With new connections, if it was away, and to a database in which there may be no such user. */
    void comeBack() {
        lock.lock();
        try {
            if (away) {
                end();
                away = false;
                queryLimit.comeBack();
                reader = Optional.ofNullable(reader).map(this::granted).orElse(null);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            queryLimit.close();
            end();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        if (pool != null) {
            pool.close();
            pool = null;
        }
    }

    private HikariDataSource pool() throws SQLException {
        lock.lock();
        try {
            if (closed) {
                throw new SQLException("the store is closed");
            }
            if (away) {
                throw new StoreUnavailable(AWAY);
            }
            if (pool == null) {
                pool = open(reader());
            }
            return pool;
        } finally {
            lock.unlock();
        }
    }

    /** A user can change its own password, so it is set anew in each process. */
    private Credentials grant(Credentials user) {
        return writer.transaction(sql -> {
            String password = "'" + user.password().replace("'", "''") + "'";
            sql.update("create user if not exists " + USER + " password " + password);
            sql.update("alter user " + USER + " set password " + password);
            sql.update("grant select on schema report to " + USER);
            return user;
        });
    }

    /** Null if that did not work: then it is done at the next question. */
    private @Nullable Credentials granted(Credentials user) {
        try {
            return grant(user);
        } catch (StoreUnavailable e) {
            log.debug("the reader has no access yet: {}", e.getMessage());
            return null;
        }
    }

    private HikariDataSource open(Credentials user) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("sandglass-history");
        config.setDataSource(source(user));
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setAutoCommit(false);
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql(ROW_BY_ROW);
        return new HikariDataSource(config);
    }

    private JdbcDataSource source(Credentials user) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(database.readerUrl());
        source.setUser(user.user());
        source.setPassword(user.password());
        return source;
    }
}
