package io.sandglass.store;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** How full a journal is: from its capacity on it is full, until half of that is left. Thread-safe. */
final class Fill {
    private final int capacity;
    private final Runnable roomy;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean full = new AtomicBoolean();

    /** @param roomy called when it was full and is no longer */
    Fill(int capacity, Runnable roomy) {
        this.capacity = capacity;
        this.roomy = roomy;
    }

    void add(int records) {
        if (waiting.addAndGet(records) >= capacity) {
            full.set(true);
            noticeRoom(); // those that left before it was set did not know
        }
    }

    void remove(int records) {
        waiting.addAndGet(-records);
        noticeRoom();
    }

    int waiting() {
        return waiting.get();
    }

    boolean full() {
        return full.get();
    }

    private void noticeRoom() {
        if (full.get() && waiting.get() <= capacity / 2 && full.compareAndSet(true, false)) {
            roomy.run();
        }
    }
}
