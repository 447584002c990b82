package io.sandglass.store.projection;

import io.sandglass.store.ledger.Change;
import io.sandglass.store.ledger.ChangeCodec;
import io.sandglass.store.ledger.Ledger;
import io.sandglass.store.ledger.PlacedChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/** Reads the entries that one transaction takes: enough that writing them dwarfs beginning and ending it. */
record EntryReader(Ledger ledger) {
    private static final int BATCH_RECORDS = 10_000;
    private static final int BATCH_BYTES = 8 * 1024 * 1024;

    /**
     * The next ones; none if there are no more.
     *
     * @param last whether none is to follow after this one
     */
    List<PlacedChange> after(long seq, LongPredicate last) {
        List<PlacedChange> entries = new ArrayList<>();
        if (seq < ledger.lastSeq()) {
            int[] left = {BATCH_RECORDS, BATCH_BYTES};
            ledger.replay(seq, (at, type, bytes) -> {
                Change change = ChangeCodec.read(type, bytes);
                entries.add(new PlacedChange(at, change));
                left[0] -= change.records();
                left[1] -= bytes.length;
                return left[0] > 0 && left[1] > 0 && !last.test(at);
            });
        }
        return entries;
    }
}
