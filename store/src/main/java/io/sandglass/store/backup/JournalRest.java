package io.sandglass.store.backup;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.database.Applied;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.directory.JournalId;
import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.directory.StoreRefused;
import io.sandglass.store.journal.Durability;
import io.sandglass.store.ledger.ChangeCodec;
import io.sandglass.store.ledger.Ledger;
import io.sandglass.store.ledger.OpenedJournal;
import io.sandglass.store.ledger.ViewedLedger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the journal of a data directory holds behind a copy of its database: without a gap, and as far as it can be read.
 *
 * @param from held, and not open otherwise
 * @param copy how far the copy goes
 */
record JournalRest(DataDirectory from, Applied copy) {
    private static final Logger log = LoggerFactory.getLogger(JournalRest.class);
    private static final int AT_ONCE = 1_000;

    /**
     * Makes them the first entries of a new journal.
     *
     * @param to holds the copy, and no journal yet
     * @throws StoreUnavailable if the disk fails
     */
    void carry(DataDirectory to) throws IOException {
        boolean ours = JournalId.read(from.file(OpenedJournal.ID))
                .filter(id -> id.id().equals(copy.journal()))
                .isPresent();
        if (!ours) {
            return;
        }
        try (Ledger made = OpenedJournal.open(to, Durability.PROCESS).ledger()) {
            carry(made);
            made.harden(made.lastSeq());
            if (made.lastSeq() > 0) {
                log.info(
                        "entries {} to {} of the journal follow the backup",
                        copy.seq() + 1,
                        copy.seq() + made.lastSeq());
            }
        }
    }

    private void carry(Ledger made) {
        List<ChangeCodec.Written> batch = new ArrayList<>();
        try {
            ViewedLedger kept = ViewedLedger.of(from);
            if (copy.seq() < kept.lastSeq()) {
                kept.replay(copy.seq(), (seq, type, bytes) -> {
                    batch.add(new ChangeCodec.Written(type, bytes));
                    return batch.size() < AT_ONCE || flush(batch, made);
                });
            }
        } catch (StoreRefused e) {
            log.warn("what follows in the journal stays unread: {}", words(e));
        }
        flush(batch, made);
    }

    private static String words(StoreRefused e) {
        return e instanceof StoreCorrupt corrupt && corrupt.missing().isPresent()
                ? corrupt.missing().get().place() + ", entry "
                        + corrupt.missing().get().first() + " is damaged"
                : String.valueOf(e.getMessage());
    }

    private static boolean flush(List<ChangeCodec.Written> batch, Ledger made) {
        made.append(batch);
        batch.clear();
        return true;
    }
}
