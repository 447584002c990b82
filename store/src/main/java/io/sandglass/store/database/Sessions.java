package io.sandglass.store.database;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The connections of a store's own beside the one that writes. Whoever opens the database anew must have them all: one that
 * is kept over that holds the old database open for H2, and closing it later would strike the new one off H2's list.
 * Thread-safe.
 */
public final class Sessions {
    /** Taken before the turn of any session, and never within one. */
    private final ReentrantLock lock = new ReentrantLock();

    private final List<Session> all = new ArrayList<>();

    /** Adds one. Waits while the database is opened anew. */
    public Session add(Session session) {
        lock.lock();
        try {
            all.add(session);
            return session;
        } finally {
            lock.unlock();
        }
    }

    /** Closes one. */
    public void end(Session session) {
        session.close();
        lock.lock();
        try {
            all.remove(session);
        } finally {
            lock.unlock();
        }
    }

    /** Does something while none of them has a connection, or gets one. */
    public <T> T without(Supplier<T> action) {
        lock.lock();
        try {
            return without(List.copyOf(all), action);
        } finally {
            lock.unlock();
        }
    }

    private static <T> T without(List<Session> some, Supplier<T> action) {
        return some.isEmpty()
                ? action.get()
                : some.get(0).exclusively(() -> without(some.subList(1, some.size()), action));
    }
}
