package io.sandglass.app;

import io.sandglass.app.http.ControlServer.Unavailable;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a few queries run at once, and a few more wait for their turn: they may be slow, and however many there are, they
 * leave threads for those who steer. Thread-safe.
 */
final class QueryTurns {
    private final Semaphore running;
    private final Semaphore admitted;
    private final Duration patience;

    /** @param patience how long one waits at most */
    QueryTurns(int running, int waiting, Duration patience) {
        this.running = new Semaphore(running, true);
        this.admitted = new Semaphore(running + waiting);
        this.patience = patience;
    }

    /** @throws Unavailable if too many wait already, or it has waited too long */
    <T> T during(Supplier<T> query) {
        if (!admitted.tryAcquire()) {
            throw busy();
        }
        try {
            return inTurn(query);
        } finally {
            admitted.release();
        }
    }

    private <T> T inTurn(Supplier<T> query) {
        try {
            if (!running.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the service is closing");
        }
        try {
            return query.get();
        } finally {
            running.release();
        }
    }

    private static Unavailable busy() {
        return new Unavailable("other queries are running; try again later, or stop them");
    }
}
