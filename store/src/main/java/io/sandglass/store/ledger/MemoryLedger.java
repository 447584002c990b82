package io.sandglass.store.ledger;

import io.sandglass.store.journal.JournalFill;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps entries in memory until they are forgotten: for a database in memory, which is no more durable. */
public final class MemoryLedger implements Ledger {
    private final Deque<ChangeCodec.Written> kept = new ArrayDeque<>();
    private long lastSeq;

    @Override
    public synchronized long append(List<ChangeCodec.Written> entries) {
        kept.addAll(entries);
        lastSeq += entries.size();
        return lastSeq;
    }

    @Override
    public void probe() {
        // memory can always be written to
    }

    @Override
    public synchronized long lastSeq() {
        return lastSeq;
    }

    @Override
    public synchronized long firstSeq() {
        return lastSeq - kept.size() + 1;
    }

    @Override
    public synchronized JournalFill fill() {
        return new JournalFill(0, 0, firstSeq(), lastSeq);
    }

    @Override
    public void replay(long after, Reader reader) {
        long seq = Math.max(after + 1, firstSeq());
        for (ChangeCodec.Written entry : after(seq)) {
            if (!reader.take(seq, entry.type(), entry.bytes())) {
                return;
            }
            seq++;
        }
    }

    @Override
    public synchronized void forgetThrough(long seq) {
        while (!kept.isEmpty() && firstSeq() <= seq) {
            kept.removeFirst();
        }
    }

    @Override
    public void harden(long seq) {
        // memory and a database in it end together
    }

    @Override
    public void projected(long seq) {
        forgetThrough(seq);
    }

    @Override
    public void close() {
        // memory needs none
    }

    private synchronized List<ChangeCodec.Written> after(long seq) {
        return kept.stream().skip(seq - firstSeq()).toList();
    }
}
