package io.sandglass.store.projection;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.database.SqlFailures;
import io.sandglass.store.directory.StoreRefused;
import io.sandglass.store.ledger.PlacedChange;
import java.sql.SQLException;
import java.util.List;

/**
 * Entries that cannot be written although the database can. Of many that failed together each is written alone from then
 * on, and one that fails alone again and again is to blame itself. Used by the projector's thread.
 */
final class Suspects {
    /** So often one fails alone before it is to blame; the database was opened anew each time. */
    private static final int TRIES = 5;

    /** How many of those a database made anew stands for. */
    private static final int WORTH_OF_REBUILD = 3;

    private long first = Long.MAX_VALUE;
    private long last;

    /** The last one that failed alone. */
    private long alone;

    private int tries;

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
    }

    /** The database was made anew. */
    void rebuilt() {
        tries = Math.max(tries, WORTH_OF_REBUILD);
    }

    /** Everything up to there is written, or set aside. */
    void written(long through) {
        if (through >= last) {
            first = Long.MAX_VALUE;
            last = 0;
        }
        if (through >= alone) {
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
        return entries.size() == 1 && entries.get(0).seq() == alone && tries >= TRIES;
    }
}
