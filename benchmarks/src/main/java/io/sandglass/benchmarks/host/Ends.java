package io.sandglass.benchmarks.host;

import io.sandglass.engine.RunListener;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Counts runs that have ended, durably. Thread-safe. */
public final class Ends implements RunListener {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Semaphore ended = new Semaphore(0);
    private final AtomicReference<@Nullable Object> unexpected = new AtomicReference<>();

    @Override
    public void onRecord(RunRecord record) {
        if (record.event() instanceof RunEnded end) {
            if (end.status() != RunStatus.SUCCEEDED) {
                unexpected.set(end);
            }
            ended.release();
        }
    }

    /** A run that was to begin did not. */
    public void notBegun(Object why) {
        unexpected.set(why);
        ended.release();
    }

    /**
     * Waits until so many have ended that were not waited for before.
     *
     * @throws IllegalStateException if they take too long or one of them did not succeed
     */
    public void await(int count) throws InterruptedException {
        if (!ended.tryAcquire(count, LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    count + " runs were to end, but after " + LONGEST + " only " + ended.availablePermits() + " had");
        }
        Object bad = unexpected.get();
        if (bad != null) {
            throw new IllegalStateException("a run went wrong: " + bad);
        }
    }
}
