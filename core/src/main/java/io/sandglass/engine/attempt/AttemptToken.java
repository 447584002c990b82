package io.sandglass.engine.attempt;

import io.sandglass.plugin.CancellationToken;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The token of one attempt; no lock is held while its actions run. */
final class AttemptToken implements CancellationToken {
    private static final Logger log = LoggerFactory.getLogger(AttemptToken.class);

    private final Queue<Action> actions = new ConcurrentLinkedQueue<>();
    private volatile boolean cancelled;

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public Registration onCancel(Runnable action) {
        Action registered = new Action(action);
        actions.add(registered);
        if (cancelled) {
            registered.run();
        }
        return () -> {
            registered.close();
            actions.remove(registered);
        };
    }

    /** From now on the token says that it is cancelled; {@link #runActions} does the rest. */
    void cancel() {
        cancelled = true;
    }

    /**
     * Runs the actions on a thread of that name; here and now if there is none: what the attempt began outside must not
     * outlive it.
     */
    void runActions(String name, AttemptServices services) {
        CompletableFuture<Void> end = services.stopped().cancelBegins();
        Runnable all = () -> {
            try {
                runActions();
            } finally {
                end.complete(null);
            }
        };
        try {
            services.workers().run(name, all);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            all.run();
        }
    }

    /** Runs the actions here and now; one that fails keeps no other from running. */
    void runActions() {
        actions.forEach(Action::run);
    }

    /** Runs at most once. */
    private static final class Action implements Runnable, Registration {
        private final Runnable body;
        private final AtomicBoolean used = new AtomicBoolean();

        Action(Runnable body) {
            this.body = body;
        }

        @Override
        public void run() {
            if (used.compareAndSet(false, true)) {
                runLogged();
            }
        }

        @Override
        public void close() {
            used.set(true);
        }

        private void runLogged() {
            try {
                body.run();
            } catch (RuntimeException | Error e) {
                log.warn("an action on cancel failed", e);
            }
        }
    }
}
