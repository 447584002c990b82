package io.sandglass.store.jdbc;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.journal.JournalFill;
import io.sandglass.store.ledger.ChangeCodec;
import io.sandglass.store.ledger.Ledger;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Another ledger, which cannot be read once it was told so. */
final class UnreadableLedger implements Ledger {
    private final Ledger ledger;
    private final AtomicBoolean unreadable = new AtomicBoolean();

    UnreadableLedger(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The next replay fails. */
    void failOnce() {
        unreadable.set(true);
    }

    boolean failed() {
        return !unreadable.get();
    }

    @Override
    public void replay(long after, Reader reader) {
        if (unreadable.getAndSet(false)) {
            throw new StoreUnavailable("too many open files");
        }
        ledger.replay(after, reader);
    }

    @Override
    public long append(List<ChangeCodec.Written> entries) {
        return ledger.append(entries);
    }

    @Override
    public long lastSeq() {
        return ledger.lastSeq();
    }

    @Override
    public long firstSeq() {
        return ledger.firstSeq();
    }

    @Override
    public JournalFill fill() {
        return ledger.fill();
    }

    @Override
    public void probe() {
        ledger.probe();
    }

    @Override
    public void forgetThrough(long seq) {
        ledger.forgetThrough(seq);
    }

    @Override
    public void harden(long seq) {
        ledger.harden(seq);
    }

    @Override
    public void projected(long seq) {
        ledger.projected(seq);
    }

    @Override
    public void close() {
        ledger.close();
    }
}
