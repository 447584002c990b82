package io.sandglass.benchmarks.host;

import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.LaunchResult;
import io.sandglass.engine.WorkflowEngine;
import io.sandglass.engine.run.RunListener;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.NodeSuspended;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.WorkflowKey;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Counts runs that have come to some point, durably. Thread-safe. */
public final class Arrivals implements RunListener {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Class<? extends RunEvent> point;
    private final Semaphore arrived = new Semaphore(0);
    private final AtomicReference<@Nullable Object> unexpected = new AtomicReference<>();

    private Arrivals(Class<? extends RunEvent> point) {
        this.point = point;
    }

    /** At its end, which is to be a good one. */
    public static Arrivals ended() {
        return new Arrivals(RunEnded.class);
    }

    /** At a node that waits. */
    public static Arrivals waiting() {
        return new Arrivals(NodeSuspended.class);
    }

    @Override
    public void onRecord(RunRecord record) {
        if (record.event() instanceof RunEnded end && end.status() != RunStatus.SUCCEEDED) {
            wrong(end);
        } else if (point.isInstance(record.event())) {
            arrived.release();
        }
    }

    /** Starts a run without waiting for it to be recorded; it counts as wrong if it does not start. */
    public void begin(WorkflowEngine engine, WorkflowKey workflow) {
        LaunchRequest request = new LaunchRequest(workflow, OptionalInt.empty(), Payload.EMPTY, Cause.manual());
        engine.launchAsync(request).whenComplete((result, failure) -> {
            if (!(result instanceof LaunchResult.Started)) {
                wrong(failure == null ? result : failure);
            }
        });
    }

    /**
     * Waits until so many have arrived that were not waited for before.
     *
     * @throws IllegalStateException if they take too long or a run has gone wrong
     */
    public void await(int count) throws InterruptedException {
        boolean inTime = arrived.tryAcquire(count, LONGEST.toSeconds(), TimeUnit.SECONDS);
        Object bad = unexpected.get();
        if (bad != null) {
            throw new IllegalStateException("a run went wrong: " + bad);
        }
        if (!inTime) {
            throw new IllegalStateException(count + " runs were to come to " + point.getSimpleName() + ", but after "
                    + LONGEST + " only " + arrived.availablePermits() + " had");
        }
    }

    /** Whoever waits need not wait longer. */
    private void wrong(Object what) {
        unexpected.set(what);
        arrived.release(Short.MAX_VALUE * 4);
    }
}
