package io.sandglass.store.jdbc;

import io.sandglass.store.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the database anew after an error. H2 closes a database that it cannot write to, or keeps it open and repeats the
 * first error for ever; either way only closing it for everybody and opening it again helps. What it lost by that is in the
 * journal.
 */
final class Mending {
    private static final Logger log = LoggerFactory.getLogger(Mending.class);
    private static final int CANCELLED = 57_014;
    private static final int LOCK_TIMEOUT = 50_200;
    private static final int DEADLOCK = 40_001;
    private static final Set<Integer> HARMLESS = Set.of(CANCELLED, LOCK_TIMEOUT, DEADLOCK);

    /** A database that fails so often in a row although it can be opened is damaged where opening does not look. */
    private static final int OFTEN = 3;

    private final Home home;
    private final Session writer;
    private final Sessions others;
    private final ReaderAccess access;

    Mending(Home home, Session writer, Sessions others, ReaderAccess access) {
        this.home = home;
        this.writer = writer;
        this.others = others;
        this.access = access;
    }

    /**
     * Does what is to be done about a failure of the writer, unless it is none of the database's. On the writer's thread.
     *
     * @param inARow how many failures there were since the database was last written to, with this one
     * @throws StoreUnavailable if the database cannot be opened now; it may be asked again
     */
    void after(Throwable failure, int inARow) {
        if (home.directory().isEmpty() || !brokeIt(failure)) {
            return;
        }
        access.leave();
        writer.renew(old -> {
            old.ifPresent(Mending::shutDown); // which also ends what the others are at
            return others.without(() -> opened(failure, inARow));
        });
        log.info("opened the database anew");
    }

    private Connection opened(Throwable failure, int inARow) {
        Optional<String> finding = inARow < OFTEN ? Optional.empty() : home.damage(failure);
        finding.ifPresent(home::rebuild);
        return finding.isPresent() ? home.connection() : home.reopen();
    }

    /** The database can be written to again. */
    void done() {
        access.comeBack();
    }

    private static boolean brokeIt(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Error) {
                return true; // who knows where it has left H2
            }
            if (cause instanceof SQLException sql) {
                return !HARMLESS.contains(sql.getErrorCode());
            }
        }
        return false;
    }

    /** For all its connections, and without writing anything. */
    private static void shutDown(Connection connection) {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown immediately");
        } catch (SQLException e) {
            log.debug("the database was closed already: {}", Failures.brief(e));
        }
    }
}
