package io.sandglass.store.ledger;

import io.sandglass.store.StoreUnavailable;

/** What can be read of a ledger. */
public interface LedgerView {
    /** The number of the latest entry kept; 0 if there was never one. */
    long lastSeq();

    /** The number of the oldest entry that can still be read; one more than the last if there is none. */
    long firstSeq();

    /**
     * Reads entries in their order.
     *
     * @param after begins with the next one
     * @throws StoreUnavailable if they cannot be read now
     * @throws io.sandglass.store.directory.StoreCorrupt if one is damaged
     * @throws io.sandglass.store.directory.StoreTooNew if a newer program has written one
     */
    void replay(long after, Reader reader);

    /** Takes entries. */
    @FunctionalInterface
    interface Reader {
        /** @return whether to go on */
        boolean take(long seq, int type, byte[] bytes);
    }
}
