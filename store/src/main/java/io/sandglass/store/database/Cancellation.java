package io.sandglass.store.database;

import io.sandglass.store.StoreUnavailable;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells work that takes long that the store closes, and ends the statement that it is at. One statement at a time;
 * thread-safe.
 */
public final class Cancellation {
    private static final Logger log = LoggerFactory.getLogger(Cancellation.class);

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Statement running;
    private boolean asked;

    /** What is done with a statement. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it. */
        T run() throws SQLException;
    }

    /** From now on work ends early. */
    public void ask() {
        lock.lock();
        try {
            asked = true;
            if (running != null) {
                running.cancel();
            }
        } catch (SQLException e) {
            log.debug("the statement has ended: {}", SqlFailures.brief(e));
        } finally {
            lock.unlock();
        }
    }

    /** Whether work is to end. */
    public boolean asked() {
        lock.lock();
        try {
            return asked;
        } finally {
            lock.unlock();
        }
    }

    /** @throws StoreUnavailable if work is to end */
    public void check() {
        if (asked()) {
            throw new StoreUnavailable("the store is closing");
        }
    }

    /**
     * Does something with a statement, which is cancelled if work is to end meanwhile. H2 may miss that in the moment before
     * it begins to execute.
     *
     * @throws StoreUnavailable if work is to end already
     */
    public <T> T during(Statement statement, Work<T> work) throws SQLException {
        begin(statement);
        try {
            return work.run();
        } finally {
            end();
        }
    }

    /** Under one lock, so that who asks meanwhile finds either the statement or nobody who goes on to run it. */
    private void begin(Statement statement) {
        lock.lock();
        try {
            check();
            running = statement;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            running = null;
        } finally {
            lock.unlock();
        }
    }
}
