package io.sandglass.store.ledger;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.journal.DamagedEntries;
import io.sandglass.store.journal.JournalFill;
import java.util.List;

/** Where changes are kept in the order in which they were decided, before anything else comes of them. Thread-safe. */
public interface Ledger extends LedgerView, AutoCloseable {
    /**
     * Keeps entries, all or none, and returns once they are durable.
     *
     * @return the number of the last one
     * @throws StoreUnavailable if none was kept
     */
    long append(List<ChangeCodec.Written> entries);

    /**
     * Finds out whether entries can be kept.
     *
     * @throws StoreUnavailable if they cannot
     */
    void probe();

    /** How much is kept; in memory, only the numbers are known. */
    JournalFill fill();

    /** Entries that could not be read when the ledger was opened, as far as it looked; they matter to whoever asks for them. */
    default List<DamagedEntries> damaged() {
        return List.of();
    }

    /**
     * Numbers the entries of an empty ledger from another number on than 1.
     *
     * @param seq the first one will be the next
     * @throws StoreUnavailable if the disk fails
     */
    default void startAfter(long seq) {
        throw new UnsupportedOperationException("entries of this ledger are numbered from 1");
    }

    /**
     * Says that entries up to this one need not be read again.
     *
     * @throws StoreUnavailable if they cannot be deleted
     */
    void forgetThrough(long seq);

    /**
     * Returns once the entries up to this one are as durable as anything that the database may do with them: what the
     * loss of power leaves must not be a database that is ahead.
     *
     * @throws StoreUnavailable if they are not
     */
    void harden(long seq);

    /** Says that the database has everything up to this one; only what is no more durable than it may be dropped now. */
    void projected(long seq);

    @Override
    void close();
}
