package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicBoolean;

/** Work that is due after each signal, and again if it failed; many signals may be answered at once. Thread-safe. */
final class Signalled implements Rounds.Chore {
    private final Runnable work;
    private final AtomicBoolean due = new AtomicBoolean();

    Signalled(Runnable work) {
        this.work = requireNonNull(work, "work");
    }

    void signal() {
        due.set(true);
    }

    /** Does the work if it is due. */
    @Override
    public void run() {
        if (!due.getAndSet(false)) {
            return;
        }
        boolean done = false;
        try {
            work.run();
            done = true;
        } finally {
            if (!done) {
                signal();
            }
        }
    }
}
