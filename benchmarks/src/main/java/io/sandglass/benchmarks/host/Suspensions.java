package io.sandglass.benchmarks.host;

import io.sandglass.engine.RunListener;
import io.sandglass.run.RunEvent.NodeSuspended;
import io.sandglass.run.RunRecord;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Counts nodes that have begun to wait, durably. Thread-safe. */
public final class Suspensions implements RunListener {
    /** A workflow that waits for longer than any measurement. */
    public static final String DOCUMENT = "apiVersion: sandglass/v3\nkind: Workflow\nnamespace: bench\nid: waiting\n"
            + "nodes:\n  wait: { type: wait, with: { for: P20D } }\n";

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Semaphore suspended = new Semaphore(0);

    @Override
    public void onRecord(RunRecord record) {
        if (record.event() instanceof NodeSuspended) {
            suspended.release();
        }
    }

    /** Waits until so many have that were not waited for before. */
    public void await(int count) throws InterruptedException {
        if (!suspended.tryAcquire(count, LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(count + " nodes were to wait, but after " + LONGEST + " only "
                    + suspended.availablePermits() + " did");
        }
    }
}
