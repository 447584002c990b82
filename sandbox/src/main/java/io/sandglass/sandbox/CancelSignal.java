package io.sandglass.sandbox;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks a run to end; raised once, never lowered. Thread-safe. One signal may serve several runs. */
public final class CancelSignal {
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Ends the runs that carry this signal, those that have not started included. Returns at once. */
    public void cancel() {
        if (cancelled.compareAndSet(false, true)) {
            listeners.forEach(Runnable::run);
        }
    }

    /** Whether {@link #cancel} was called. */
    public boolean isCancelled() {
        return cancelled.get();
    }

    /** Calls back on cancel until ended; at once if already cancelled. */
    Subscription onCancel(Runnable listener) {
        listeners.add(listener);
        if (isCancelled()) {
            listener.run();
        }
        return () -> listeners.remove(listener);
    }

    /** Ends the call-backs. */
    @FunctionalInterface
    interface Subscription {
        void end();
    }
}
