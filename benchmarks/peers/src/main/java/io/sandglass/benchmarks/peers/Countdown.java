package io.sandglass.benchmarks.peers;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Chains that have ended and were not yet waited for. Thread-safe. */
final class Countdown {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Semaphore ended = new Semaphore(0);

    void end() {
        ended.release();
    }

    void await(int count) throws InterruptedException {
        if (!ended.tryAcquire(count, LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    count + " chains were to end, but after " + LONGEST + " only " + ended.availablePermits() + " had");
        }
    }
}
