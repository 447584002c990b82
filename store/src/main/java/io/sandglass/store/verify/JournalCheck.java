package io.sandglass.store.verify;

import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.ledger.Change;
import io.sandglass.store.ledger.ChangeCodec;
import io.sandglass.store.ledger.LedgerView;
import java.util.List;

/** Reads a journal from its oldest entry on, also behind what is damaged. Used by one thread. */
final class JournalCheck {
    private final LedgerView ledger;
    private final Reader reader;
    private long last;
    private long bytes;
    private boolean damaged;

    JournalCheck(LedgerView ledger, Reader reader) {
        this.ledger = ledger;
        this.reader = reader;
        this.last = ledger.firstSeq() - 1;
    }

    /** Takes what is read. */
    interface Reader {
        void take(long seq, Change change);

        /** Entries in between cannot be read. */
        void skip(StoreCorrupt.Missing missing);
    }

    /** @throws StoreCorrupt if it cannot be read at all */
    void run(List<String> facts, List<String> problems) {
        long first = ledger.firstSeq();
        long newest = ledger.lastSeq();
        while (!read(problems)) {
            damaged = true;
        }
        if (last < newest) {
            problems.add("the journal should end with entry " + newest + ", but ends with entry " + last);
        }
        facts.add("journal: entries " + first + " to " + last + ", " + bytes + " bytes, "
                + (damaged ? "some of them damaged" : "every checksum right"));
    }

    /** The last entry that was read. */
    long last() {
        return last;
    }

    /** @return whether that is all; else there is more behind what is damaged */
    private boolean read(List<String> problems) {
        try {
            ledger.replay(last, (seq, type, payload) -> {
                if (seq != last + 1) {
                    problems.add("entry " + seq + " of the journal follows entry " + last);
                }
                reader.take(seq, ChangeCodec.read(type, payload));
                last = seq;
                bytes += payload.length;
                return true;
            });
            return true;
        } catch (StoreCorrupt e) {
            StoreCorrupt.Missing missing = e.missing().orElseThrow(() -> e);
            last = missing.last();
            reader.skip(missing);
            return false;
        }
    }
}
