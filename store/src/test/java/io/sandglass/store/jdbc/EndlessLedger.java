package io.sandglass.store.jdbc;

import io.sandglass.store.journal.JournalFill;
import io.sandglass.store.ledger.ChangeCodec;
import io.sandglass.store.ledger.Ledger;
import java.util.List;

/** Repeats the first entry that it is given more often than any database can follow. */
final class EndlessLedger implements Ledger {
    private static final long LAST = 1L << 40;

    private volatile List<ChangeCodec.Written> kept = List.of();

    @Override
    public long append(List<ChangeCodec.Written> entries) {
        kept = List.copyOf(entries);
        return LAST;
    }

    @Override
    public long lastSeq() {
        return kept.isEmpty() ? 0 : LAST;
    }

    @Override
    public long firstSeq() {
        return 1;
    }

    @Override
    public void replay(long after, Reader reader) {
        ChangeCodec.Written first = kept.get(0);
        reader.take(after + 1, first.type(), first.bytes());
    }

    @Override
    public JournalFill fill() {
        return new JournalFill(0, 0, firstSeq(), lastSeq());
    }

    @Override
    public void probe() {
        // it takes everything
    }

    @Override
    public void forgetThrough(long seq) {
        // it has but one entry
    }

    @Override
    public void harden(long seq) {
        // it and a database in memory end together
    }

    @Override
    public void projected(long seq) {
        // it has but one entry
    }

    @Override
    public void close() {
        // memory needs none
    }
}
