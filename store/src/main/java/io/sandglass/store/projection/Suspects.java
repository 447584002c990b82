package io.sandglass.store.projection;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.database.SqlFailures;
import io.sandglass.store.directory.StoreRefused;
import io.sandglass.store.ledger.PlacedChange;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Entries that cannot be written although the database can. Of many that failed together each is written alone from then
 * on, and one that fails alone again and again is to blame itself: only if it does so in a database that is trusted, as
 * any other may be damaged where the entry is to be written. Used by the projector's thread.
 */
final class Suspects {
    /** So often one fails alone in a database that is trusted before it is to blame. */
    private static final int TRIES_TRUSTED = 3;

    /** The same where the database cannot be made anew. */
    private static final int TRIES = 5;

    private final boolean rebuilds;
    private final Trust trust;
    private long first = Long.MAX_VALUE;
    private long last;

    /** The last one that failed alone. */
    private long alone;

    /** How often, since the database was made anew. */
    private int tries;

    /** The last failure that says nothing against the database. */
    private @Nullable Throwable excused;

    /**
     * @param rebuilds whether the database can be made anew, so that no entry is to blame before it was
     * @param nanos the time, as that of {@link System#nanoTime()}
     */
    Suspects(boolean rebuilds, LongSupplier nanos) {
        this.rebuilds = rebuilds;
        this.trust = new Trust(nanos);
    }

    /** Whether a failure may be that of what was to be written, rather than the database's, the disk's or the memory's. */
    static boolean mayBeToBlame(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return SqlFailures.mayBeTheData(sql);
            }
        }
        return failure instanceof Error
                ? failure instanceof AssertionError || failure instanceof StackOverflowError
                : !(failure instanceof StoreUnavailable || failure instanceof StoreRefused);
    }

    /** These could not be written. */
    void failed(List<PlacedChange> entries, Throwable failure) {
        if (entries.isEmpty() || !mayBeToBlame(failure)) {
            return;
        }
        first = entries.get(0).seq();
        last = entries.get(entries.size() - 1).seq();
        if (first == last) {
            tries = first == alone ? tries + 1 : 1;
            alone = first;
        }
        excused = trust.holds() && tries <= TRIES_TRUSTED ? failure : null;
    }

    /** Whether this failure is laid to what was to be written, as the database is trusted. */
    boolean excuses(Throwable failure) {
        return failure == excused;
    }

    /**
     * The database was made anew.
     *
     * @param known how many entries the one before it did not take
     */
    void rebuilt(long known) {
        trust.madeAnew(known);
        tries = 0;
    }

    /** The database has everything that it ever had, and nothing is suspect. */
    void caughtUp() {
        trust.caughtUp();
    }

    /** Everything up to there is written, or set aside if this says so. */
    void written(long through, boolean setAside) {
        if (through >= last) {
            first = Long.MAX_VALUE;
            last = 0;
        }
        if (alone != 0 && through >= alone) {
            if (rebuilds && setAside && tries >= enough()) {
                trust.convicted();
            }
            alone = 0;
            tries = 0;
        }
    }

    boolean isEmpty() {
        return last == 0 && alone == 0;
    }

    /** Whether what is written together ends with this one. */
    boolean endsBatch(long seq) {
        return seq >= first - 1 && seq <= last;
    }

    /** Whether this one alone is to blame. */
    boolean convicted(List<PlacedChange> entries) {
        return entries.size() == 1 && entries.get(0).seq() == alone && tries >= enough();
    }

    private int enough() {
        if (trust.holds()) {
            return TRIES_TRUSTED;
        }
        return rebuilds ? Integer.MAX_VALUE : TRIES;
    }
}
