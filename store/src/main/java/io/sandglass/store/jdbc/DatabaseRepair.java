package io.sandglass.store.jdbc;

import io.sandglass.store.database.Damage;
import io.sandglass.store.database.Session;
import io.sandglass.store.database.Sessions;
import io.sandglass.store.database.SqlFailures;
import io.sandglass.store.directory.StoreLocked;
import io.sandglass.store.projection.DatabaseLost;
import io.sandglass.store.projection.Repair;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the database anew after an error. H2 closes a database that it cannot write to, or keeps it open and repeats the
 * first error for ever; either way only closing it for everybody and opening it again helps. What it lost by that is in the
 * journal.
 */
final class DatabaseRepair implements Repair {
    private static final Logger log = LoggerFactory.getLogger(DatabaseRepair.class);
    private static final Set<Integer> HARMLESS =
            Set.of(ErrorCode.STATEMENT_WAS_CANCELED, ErrorCode.LOCK_TIMEOUT_1, ErrorCode.DEADLOCK_1);

    /** By then some seconds have passed, and whoever closed the database would have let go of its file. */
    private static final int HOPELESS = 6;

    private static final long LOOK_EVERY = Duration.ofSeconds(1).toNanos();

    private final Home home;
    private final Session writer;
    private final Sessions others;
    private final ReaderAccess access;

    /** Belongs to the projector, as the next two. */
    private final RebuildThreshold threshold = new RebuildThreshold(System::nanoTime);

    /** How many times the database had been made anew when the projector was last told of it. */
    private int rebuilds;

    private long looked = System.nanoTime();

    DatabaseRepair(Home home, Session writer, Sessions others, ReaderAccess access) {
        this.home = home;
        this.writer = writer;
        this.others = others;
        this.access = access;
        this.rebuilds = home.rebuilds();
    }

    @Override
    public boolean after(Throwable failure, int inARow) {
        if (home.directory().isEmpty() || !brokeIt(failure)) {
            return false;
        }
        access.leave();
        writer.renew(old -> {
            old.ifPresent(DatabaseRepair::shutDown); // which also ends what the others are at
            return others.without(() -> opened(failure, inARow));
        });
        log.info("opened the database anew");
        boolean rebuilt = home.rebuilds() > rebuilds;
        rebuilds = home.rebuilds();
        return rebuilt;
    }

    /**
     * A connection to an old database that goes on strikes the new one off H2's list: those that have it go on, and nobody
     * else gets in, as the file is held. After wrong passwords of others H2 takes its time with this one, some seconds at most.
     */
    @Override
    public void look() {
        if (home.directory().isEmpty() || System.nanoTime() - looked < LOOK_EVERY) {
            return;
        }
        try {
            home.database().connect().close();
        } catch (SQLException e) {
            throw SqlFailures.ofCall(e);
        } finally {
            looked = System.nanoTime();
        }
    }

    @Override
    public boolean rebuilds() {
        return home.directory().isPresent();
    }

    private Connection opened(Throwable failure, int inARow) {
        Optional<String> finding = threshold.reached(inARow) ? home.damage(failure) : Optional.empty();
        if (finding.isEmpty()) {
            return reopened(inARow);
        }
        home.rebuild(finding.get());
        threshold.rebuilt();
        return home.connection();
    }

    private Connection reopened(int inARow) {
        try {
            return home.reopen();
        } catch (StoreLocked e) {
            if (inARow < HOPELESS) {
                throw e;
            }
            throw new DatabaseLost(
                    "the database was closed, and cannot be opened again as its file is still held by this process or another;"
                            + " nothing is lost by that: start the service again",
                    e);
        }
    }

    @Override
    public void done() {
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
        return Damage.unexplained(failure);
    }

    /** For all its connections, and without writing anything. */
    private static void shutDown(Connection connection) {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown immediately");
        } catch (SQLException e) {
            log.debug("the database was closed already: {}", SqlFailures.brief(e));
        }
    }
}
