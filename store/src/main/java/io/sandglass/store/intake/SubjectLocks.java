package io.sandglass.store.intake;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets work about the same subjects be done one after the other, and other work meanwhile. Interrupts end no wait.
 * Thread-safe; not to be nested.
 */
final class SubjectLocks {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private final Set<Set<?>> busy = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Does the work while nobody does any about one of these subjects. */
    <T> T alone(Set<?> subjects, Supplier<T> work) {
        begin(subjects);
        try {
            return work.get();
        } finally {
            end(subjects);
        }
    }

    private void begin(Set<?> subjects) {
        lock.lock();
        try {
            while (isBusy(subjects)) {
                settled.awaitUninterruptibly();
            }
            busy.add(subjects);
        } finally {
            lock.unlock();
        }
    }

    private void end(Set<?> subjects) {
        lock.lock();
        try {
            busy.remove(subjects);
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isBusy(Set<?> subjects) {
        for (Set<?> others : busy) {
            if (!Collections.disjoint(others, subjects)) {
                return true;
            }
        }
        return false;
    }
}
