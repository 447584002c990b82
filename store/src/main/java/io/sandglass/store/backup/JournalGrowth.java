package io.sandglass.store.backup;

import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.ledger.Ledger;

/**
 * How much the journal has grown since an entry. It is read from there on once, and then only what has come since: so a
 * start knows as much as the process before it did. Used by one thread.
 */
final class JournalGrowth {
    private final Ledger ledger;
    private final long enough;
    private long since = -1;
    private long counted;
    private long bytes;

    /** @param enough in bytes: counting stops there */
    JournalGrowth(Ledger ledger, long enough) {
        this.ledger = ledger;
        this.enough = enough;
    }

    /** The bytes of all entries after one, or at least {@code enough}; so too if one of them is damaged or gone. */
    long since(long seq) {
        if (seq < ledger.firstSeq() - 1) {
            return enough; // only the database has what was between
        }
        if (seq != since) {
            since = seq;
            counted = seq;
            bytes = 0;
        }
        if (bytes < enough && counted < ledger.lastSeq()) {
            count(counted);
        }
        return bytes;
    }

    private void count(long from) {
        try {
            ledger.replay(from, (entry, type, payload) -> {
                counted = entry;
                bytes += payload.length;
                return bytes < enough;
            });
        } catch (StoreCorrupt e) {
            bytes = enough; // only the database has what the damaged entries said
        }
    }
}
