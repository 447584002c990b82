package io.sandglass.plugin.testkit;

import io.sandglass.plugin.CancellationToken;
import java.util.ArrayList;
import java.util.List;

/** A token that a test cancels. */
final class FakeCancellation implements CancellationToken {
    /** Guarded by this, as is {@code cancelled}. */
    private final List<Runnable> actions = new ArrayList<>();

    private boolean cancelled;

    void cancel() {
        takeActions().forEach(Runnable::run);
    }

    @Override
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    @Override
    public Registration onCancel(Runnable action) {
        Runnable once = action::run; // an identity of its own, so that two equal actions are two
        if (!added(once)) {
            action.run();
        }
        return () -> remove(once);
    }

    private synchronized List<Runnable> takeActions() {
        cancelled = true;
        List<Runnable> taken = List.copyOf(actions);
        actions.clear();
        return taken;
    }

    private synchronized boolean added(Runnable action) {
        return !cancelled && actions.add(action);
    }

    private synchronized void remove(Runnable action) {
        actions.remove(action);
    }
}
