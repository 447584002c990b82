package io.sandglass.engine.run;

import io.sandglass.time.Timers;
import io.sandglass.time.Workers.Lane;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Comes back soon to lanes in which something was left, should nobody else have done so. Thread-safe. */
public final class Reminder {
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Runnable NOTHING = () -> {};

    private final Timers timers;
    private final Queue<Lane> lanes = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean set = new AtomicBoolean();

    /** @param timers that ring */
    public Reminder(Timers timers) {
        this.timers = timers;
    }

    void add(Lane lane) {
        lanes.add(lane);
        if (!set.get() && set.compareAndSet(false, true)) {
            timers.after(SOON, this::ring);
        }
    }

    private void ring() {
        set.set(false);
        for (Lane lane = lanes.poll(); lane != null; lane = lanes.poll()) {
            lane.execute(NOTHING);
        }
    }
}
