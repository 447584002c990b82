package io.sandglass.store.ledger;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.journal.DamagedEntries;
import io.sandglass.store.journal.Frame;
import io.sandglass.store.journal.Journal;
import io.sandglass.store.journal.JournalFill;
import io.sandglass.store.journal.JournalUnavailable;
import java.util.ArrayList;
import java.util.List;

/** Keeps entries in the journal. */
public final class JournalLedger implements Ledger {
    private final Journal journal;
    private final JournalReader reader;
    private final Runnable unlock;

    public JournalLedger(Journal journal, JournalErrors errors) {
        this(journal, errors, () -> {});
    }

    /** @param unlock called once the journal is closed */
    JournalLedger(Journal journal, JournalErrors errors, Runnable unlock) {
        this.journal = journal;
        this.reader = new JournalReader(journal::replay, errors);
        this.unlock = unlock;
    }

    @Override
    public long append(List<ChangeCodec.Written> entries) {
        List<Frame> frames = new ArrayList<>(entries.size());
        entries.forEach(entry -> frames.add(new Frame((byte) entry.type(), entry.bytes())));
        try {
            return journal.append(frames);
        } catch (JournalUnavailable e) {
            throw unavailable(e);
        }
    }

    @Override
    public void probe() {
        try {
            journal.probe();
        } catch (JournalUnavailable e) {
            throw unavailable(e);
        }
    }

    @Override
    public long lastSeq() {
        return journal.lastSeq();
    }

    @Override
    public long firstSeq() {
        return journal.firstSeq();
    }

    @Override
    public JournalFill fill() {
        try {
            return journal.fill();
        } catch (JournalUnavailable e) {
            throw unavailable(e);
        }
    }

    @Override
    public List<DamagedEntries> damaged() {
        return journal.damaged();
    }

    @Override
    public void startAfter(long seq) {
        try {
            journal.startAfter(seq);
        } catch (JournalUnavailable e) {
            throw unavailable(e);
        }
    }

    @Override
    public void replay(long after, Reader to) {
        reader.replay(after, to);
    }

    @Override
    public void forgetThrough(long seq) {
        try {
            journal.forgetThrough(seq);
        } catch (JournalUnavailable e) {
            throw unavailable(e);
        }
    }

    @Override
    public void harden(long seq) {
        try {
            journal.sync(seq);
        } catch (JournalUnavailable e) {
            throw unavailable(e);
        }
    }

    @Override
    public void projected(long seq) {
        // kept until there is a backup
    }

    @Override
    public void close() {
        try {
            journal.close();
        } finally {
            unlock.run();
        }
    }

    private static StoreUnavailable unavailable(JournalUnavailable e) {
        return new StoreUnavailable(String.valueOf(e.getMessage()), e);
    }
}
