package io.sandglass.store.database;

import io.sandglass.store.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * One private connection, used by one thread at a time, in the order they came. Opened at the first use; after an error
 * that broke it, opened anew at the next.
 */
public final class Session implements AutoCloseable {
    /** The database, the connection or something of it is closed. */
    private static final Set<Integer> CLOSED = Set.of(
            ErrorCode.DATABASE_IS_CLOSED,
            ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
            ErrorCode.CONNECTION_BROKEN_1,
            ErrorCode.OBJECT_CLOSED);

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Source source;
    private final boolean reads;
    private final ReentrantLock turn = new ReentrantLock(true);
    private @Nullable Connection connection;
    private @Nullable Sql sql;
    private volatile boolean suspect;
    private volatile boolean withheld;
    private boolean closed;

    public Session(Source source) {
        this(source, false);
    }

    private Session(Source source, boolean reads) {
        this.source = source;
        this.reads = reads;
    }

    /** One whose work never writes. */
    public static Session reading(Source source) {
        return new Session(source, true);
    }

    /** Begins with a connection that is open already. */
    public Session(Connection first, Source source) {
        this(source);
        connection = first;
        sql = new Sql(first);
    }

    /** Opens the connection. */
    @FunctionalInterface
    public interface Source {
        Connection open() throws SQLException;
    }

    /** Closes the old connection and opens one. */
    @FunctionalInterface
    public interface Renewal {
        Connection renew(Optional<Connection> old);
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Sql sql) throws SQLException;
    }

    /**
     * Does the work and commits; on any failure nothing of it remains.
     *
     * @throws StoreUnavailable if the database failed
     * @throws io.sandglass.store.RecordRefused if it will never take a value
     */
    public <T> T transaction(Work<T> work) {
        turn.lock();
        try {
            return patient(work);
        } catch (SQLException e) {
            suspect = true;
            throw SqlFailures.ofCall(e);
        } finally {
            turn.unlock();
        }
    }

    /**
     * The same, but does not wait while the database is opened anew, which may take as long as copying it.
     *
     * @throws StoreUnavailable also if it is
     */
    public <T> T transactionNow(Work<T> work) {
        if (!takeTurn()) {
            throw new StoreUnavailable("the database is being opened anew; try again in some seconds");
        }
        try {
            return transaction(work);
        } finally {
            turn.unlock();
        }
    }

    /** False if somebody withholds it from all others. */
    private boolean takeTurn() {
        boolean interrupted = false;
        try {
            while (!withheld) {
                try {
                    if (turn.tryLock(LOOK_EVERY.toNanos(), TimeUnit.NANOSECONDS)) {
                        return true;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The database may have been closed under it: looks before the next use, and opens the connection anew if so. */
    public void distrust() {
        suspect = true;
    }

    /** Puts another connection in the place of the one it has, after an error that the old one would repeat for ever. */
    public void renew(Renewal renewal) {
        turn.lock();
        try {
            Connection old = connection;
            connection = null;
            sql = null;
            if (!closed) {
                connection = renewal.renew(Optional.ofNullable(old));
                sql = new Sql(connection);
            }
        } finally {
            turn.unlock();
        }
    }

    /** Has something done while nobody uses it, without a connection of its own. */
    <T> T exclusively(Supplier<T> action) {
        withheld = true;
        turn.lock();
        try {
            discard();
            return action.get();
        } finally {
            withheld = false;
            turn.unlock();
        }
    }

    /**
     * Closes the database for all its connections, whatever they are at, and without writing anything; the work in progress
     * here ends first. Later calls fail.
     */
    public void shutDown() {
        turn.lock();
        try {
            closed = true;
            if (sql != null) {
                sql.update("shutdown immediately");
            }
        } catch (SQLException e) {
            suspect = true; // it was closed already
        } finally {
            discard();
            turn.unlock();
        }
    }

    /** Ends the work in progress first; later calls fail. */
    @Override
    public void close() {
        turn.lock();
        try {
            closed = true;
            discard();
        } finally {
            turn.unlock();
        }
    }

    /** What only reads can be done again if the database turns out to have been closed meanwhile. */
    private <T> T patient(Work<T> work) throws SQLException {
        try {
            return attempt(work);
        } catch (SQLException e) {
            if (!reads || !CLOSED.contains(e.getErrorCode())) {
                throw e;
            }
            discard();
            return attempt(work);
        }
    }

    private <T> T attempt(Work<T> work) throws SQLException {
        Sql ready = ready();
        boolean done = false;
        try {
            T result = work.run(ready);
            commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                rollback();
            }
        }
    }

    private Sql ready() throws SQLException {
        if (closed) {
            throw new SQLException("the store is closed");
        }
        if (suspect && connection != null && !connection.isValid(1)) {
            discard();
        }
        suspect = false;
        if (sql == null) {
            connection = source.open();
            sql = new Sql(connection);
        }
        return sql;
    }

    private void commit() throws SQLException {
        if (connection != null) {
            connection.commit();
        }
    }

    private void rollback() {
        try {
            if (connection != null) {
                connection.rollback();
            }
        } catch (SQLException e) {
            discard();
        }
    }

    private void discard() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            suspect = true; // it was broken already; what matters is that it is not used again
        } finally {
            connection = null;
            sql = null;
        }
    }
}
