package io.sandglass.store.intake;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.database.Applied;
import io.sandglass.store.database.Session;
import io.sandglass.store.database.Sql;
import io.sandglass.store.ledger.Change;
import io.sandglass.store.ledger.ChangeCodec;
import io.sandglass.store.ledger.Ledger;
import io.sandglass.store.projection.ProjectionMark;
import io.sandglass.store.projection.Projector;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The one door through which changes come: what is decided about a subject is kept in the ledger before anything else is
 * decided about it, and only then told to the projector and to whoever asked. Changes about different subjects wait for
 * the disk together. Thread-safe.
 */
public final class Intake {
    /** How long a question waits for the database to catch up. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Ledger ledger;
    private final Projector projector;
    private final SubjectLocks subjects = new SubjectLocks();
    private final ReentrantLock turn = new ReentrantLock();

    public Intake(Ledger ledger, Projector projector) {
        this.ledger = ledger;
        this.projector = projector;
    }

    /** Decides something about these and keeps what comes of it, with nobody else deciding about any of them meanwhile. */
    public <T> T about(Set<?> these, Supplier<T> decision) {
        return subjects.alone(these, decision);
    }

    /** Looks at what is in memory, or changes it, with nobody else doing so meanwhile; must not wait for anything. */
    public <T> T inTurn(Supplier<T> look) {
        turn.lock();
        try {
            return look.get();
        } finally {
            turn.unlock();
        }
    }

    /**
     * Keeps changes, all or none, one after the other; waits for the disk.
     *
     * @return the number of the last entry
     * @throws StoreUnavailable if nothing was kept
     */
    public long keep(List<? extends Change> changes) {
        List<ChangeCodec.Written> written = new ArrayList<>(changes.size());
        changes.forEach(change -> written.add(ChangeCodec.write(change)));
        long last = ledger.append(written);
        int records = changes.stream().mapToInt(Change::records).sum();
        projector.queue().offer(last - written.size() + 1, last, records);
        return last;
    }

    /** @throws StoreUnavailable if nothing should begin now */
    void checkLoad() {
        projector.queue().overload().ifPresent(reason -> {
            throw new StoreUnavailable(reason);
        });
    }

    /**
     * Asks the database once it has an entry, and everything that it ever had: a database that is rebuilt in mid-life
     * answers nothing before it has caught up.
     *
     * @param seq the entry
     * @throws StoreUnavailable if the database does not get there
     */
    public <T> T read(Session reader, long seq, Session.Work<T> question) {
        long needed = Math.max(seq, highestApplied());
        awaitApplied(needed);
        return reader.transaction(sql -> answered(sql, needed, question));
    }

    /**
     * The same for who can ask again later: waits for no database that is made anew.
     *
     * @throws StoreUnavailable if the database has less than it ever had
     */
    <T> T readNow(Session reader, Session.Work<T> question) {
        long needed = highestApplied();
        if (applied() < needed) {
            throw beingRestored();
        }
        return reader.transactionNow(sql -> answered(sql, needed, question));
    }

    private static <T> T answered(Sql sql, long needed, Session.Work<T> question) throws SQLException {
        if (Applied.read(sql).seq() < needed) { // it was made anew meanwhile
            throw beingRestored();
        }
        return question.run(sql);
    }

    private static StoreUnavailable beingRestored() {
        return new StoreUnavailable("the database is being brought up to date; try again in some seconds");
    }

    /** The last entry that ever was in the database; it is asked for nothing before it has that. */
    long highestApplied() {
        return projector.queue().highestApplied();
    }

    /** The last entry that is in the database. */
    public long applied() {
        return projector.queue().applied();
    }

    /** Waits until the database has everything that was kept before. */
    public void awaitApplied() {
        awaitApplied(ledger.lastSeq());
    }

    /** @throws StoreUnavailable if nothing could be kept now */
    void probe() {
        ledger.probe();
    }

    /**
     * Waits until the database has an entry, and everything before it.
     *
     * @throws StoreUnavailable if it does not get there
     */
    public void awaitApplied(long seq) {
        if (seq > projector.queue().applied() && !projector.queue().await(new ProjectionMark(seq, 0), PATIENCE)) {
            throw new StoreUnavailable("the database does not follow the journal now: "
                    + projector.lag().trouble().orElse("it is too slow"));
        }
    }
}
