package io.sandglass.sandbox;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A lock for each key, as long as somebody holds it or waits for it. Thread-safe. */
final class KeyedLocks {
    private final Map<String, Counted> locks = new ConcurrentHashMap<>();

    private static final class Counted extends ReentrantLock {
        private static final long serialVersionUID = 1;
        /** Who holds it or waits for it; changed under the map's own lock of the key. */
        private int users;
    }

    /**
     * What the work comes to, done while no other thread does work of the same key.
     *
     * @throws LoadInterrupted if this thread is interrupted while it waits, which stays set
     */
    <T> T locked(String key, Supplier<T> work) {
        Counted lock = join(key);
        try {
            lock.lockInterruptibly();
            try {
                return work.get();
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            throw LoadInterrupted.by(e);
        } finally {
            leave(key);
        }
    }

    private Counted join(String key) {
        return locks.compute(key, (unused, known) -> {
            Counted lock = known == null ? new Counted() : known;
            lock.users++;
            return lock;
        });
    }

    private void leave(String key) {
        locks.computeIfPresent(key, (unused, lock) -> --lock.users == 0 ? null : lock);
    }

    /** Keys that somebody holds or waits for. */
    int size() {
        return locks.size();
    }
}
