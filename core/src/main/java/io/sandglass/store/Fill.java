package io.sandglass.store;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** How full a journal is: from either of its bounds on it is full, until half of both is left. Thread-safe. */
final class Fill {
    private final JournalLimits limits;
    private final Runnable roomy;
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean full = new AtomicBoolean();

    /** @param roomy called when it was full and is no longer */
    Fill(JournalLimits limits, Runnable roomy) {
        this.limits = limits;
        this.roomy = roomy;
    }

    void add(JournalEntry entry) {
        boolean many = records.addAndGet(entry.size()) >= limits.capacity();
        boolean large = bytes.addAndGet(entry.bytes()) >= limits.bytes();
        if (many || large) {
            full.set(true);
            noticeRoom(); // those that left before it was set did not know
        }
    }

    void remove(JournalEntry entry) {
        records.addAndGet(-entry.size());
        bytes.addAndGet(-entry.bytes());
        noticeRoom();
    }

    boolean full() {
        return full.get();
    }

    /** For people. */
    String words() {
        return records.get() + " records with " + bytes.get() + " bytes";
    }

    private void noticeRoom() {
        if (full.get()
                && records.get() <= limits.capacity() / 2
                && bytes.get() <= limits.bytes() / 2
                && full.compareAndSet(true, false)) {
            roomy.run();
        }
    }
}
