package io.sandglass.store.projection;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.database.SqlFailures;
import io.sandglass.store.directory.StoreRefused;
import io.sandglass.store.ledger.PlacedChange;
import java.sql.SQLException;
import java.util.List;

/**
 * Entries that cannot be written although the database can. Of many that failed together each is written alone from then
 * on, and one that fails alone again and again is to blame itself: only if it also does so in a database that was made
 * anew, as any other may be damaged where the entry is to be written. Used by the projector's thread.
 */
final class Suspects {
    /** So often one fails alone in a database made anew before it is to blame. */
    private static final int TRIES_ANEW = 2;

    /** The same where the database cannot be made anew, or was so just before all of this. */
    private static final int TRIES = 5;

    private final boolean rebuilds;
    private boolean anewAtStart;
    private long first = Long.MAX_VALUE;
    private long last;

    /** The last one that failed alone. */
    private long alone;

    private int tries;

    /** Whether the database was made anew since that one first failed alone; what counts is what it did since. */
    private boolean anew;

    /** @param rebuilds whether the database can be made anew, so that no entry is to blame before it was */
    Suspects(boolean rebuilds) {
        this.rebuilds = rebuilds;
    }

    /** @param anew whether a start goes on in a database that was made anew just before */
    void starting(boolean anew) {
        this.anewAtStart = anew;
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
            if (first != alone) {
                forgetAlone();
            }
            tries++;
            alone = first;
        }
    }

    /** The database was made anew. */
    void rebuilt() {
        anew = alone != 0;
        tries = 0;
    }

    /** Everything up to there is written, or set aside. */
    void written(long through) {
        if (through >= last) {
            first = Long.MAX_VALUE;
            last = 0;
        }
        if (through >= alone) {
            forgetAlone();
        }
    }

    private void forgetAlone() {
        alone = 0;
        tries = 0;
        anew = false;
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
        if (entries.size() != 1 || entries.get(0).seq() != alone) {
            return false;
        }
        return anew ? tries >= TRIES_ANEW : (anewAtStart || !rebuilds) && tries >= TRIES;
    }
}
