package io.sandglass.store.jdbc;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.database.Database;
import io.sandglass.store.database.Session;
import io.sandglass.store.database.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels what readers ask for when it takes too long, on a thread of its own.
 *
 * <p>H2 can limit every session of a database, the ones that write and migrate it too, or leave the limit to the session,
 * whose user may lift it. So the sessions are looked at from outside.
 */
final class QueryLimit implements AutoCloseable {
    /** What a reader's query may take. */
    static final Duration USUAL = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(QueryLimit.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int LOOKS_PER_LIMIT = 4;
    private static final String LATE = "select session_id from information_schema.sessions where user_name = ?"
            + " and executing_statement is not null"
            + " and executing_statement_start < dateadd('MILLISECOND', ?, current_timestamp)";

    private final Session session;
    private final String user;
    private final Duration limit;
    private final ReentrantLock turn = new ReentrantLock();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "sandglass-query-limit");
    private boolean away;

    /** @param user as the database writes it */
    QueryLimit(Database database, String user, Duration limit) {
        this.session = Session.reading(database::connect);
        this.user = user;
        this.limit = limit;
        thread.setDaemon(true);
    }

    /** Once or more often, by one thread at a time. */
    void start() {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    /** Leaves the database alone until it comes back: it is about to be closed for everybody. */
    void leave() {
        turn(true);
    }

    void comeBack() {
        turn(false);
    }

    @Override
    public void close() {
        closing.countDown();
        leave();
        session.close();
    }

    private void turn(boolean leaving) {
        turn.lock();
        try {
            away = leaving;
            session.distrust();
        } finally {
            turn.unlock();
        }
    }

    private void run() {
        Duration share = limit.dividedBy(LOOKS_PER_LIMIT);
        Duration pause = share.compareTo(LOOK_EVERY) < 0 ? share : LOOK_EVERY;
        while (!waited(pause)) {
            turn.lock();
            try {
                if (!away) {
                    session.transaction(this::look);
                }
            } catch (StoreUnavailable e) {
                log.debug("cannot look after the readers now: {}", e.getMessage());
            } catch (RuntimeException | Error e) { // without this thread readers would have no limit
                log.error("cannot look after the readers now", e);
            } finally {
                turn.unlock();
            }
        }
    }

    private int look(Sql sql) throws SQLException {
        List<Integer> late = sql.list(LATE, row -> row.getInt(1), user, -limit.toMillis());
        for (int id : late) {
            sql.first("select cancel_session(?)", row -> row.getBoolean(1), id);
            log.info("cancelled a reader's query that took longer than {}", limit);
        }
        return late.size();
    }

    private boolean waited(Duration pause) {
        try {
            return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }
}
