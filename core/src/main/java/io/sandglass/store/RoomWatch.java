package io.sandglass.store;

import io.sandglass.time.Timers;
import io.sandglass.time.Workers;
import java.time.Duration;

/** Sees to it that it is tried again, from time to time, whether there is room for what is held. */
final class RoomWatch {
    private static final Duration DELAY = Duration.ofSeconds(5);

    private final HeldEntries held;
    private final Timers timers;
    private final Workers.Lane lane;
    private final Runnable look;
    private volatile boolean looking;

    /** @param look tries it; on the lane */
    RoomWatch(HeldEntries held, Timers timers, Workers.Lane lane, Runnable look) {
        this.held = held;
        this.timers = timers;
        this.lane = lane;
        this.look = look;
    }

    /** Whether nobody is going to look, although something is held; to be asked by any thread. */
    boolean overlooked() {
        return !looking && !held.isEmpty();
    }

    /** On the lane. Without a timer it is left to whoever writes next, or asks whether it was overlooked. */
    void lookLater() {
        if (overlooked()) {
            looking = true;
            try {
                timers.after(DELAY, this::lookSoon);
            } catch (RuntimeException | Error e) {
                looking = false;
            }
        }
    }

    /** Without a thread it is left to the same. */
    private void lookSoon() {
        try {
            lane.execute(this::look);
        } catch (RuntimeException | Error e) {
            looking = false;
        }
    }

    private void look() {
        looking = false;
        look.run();
    }
}
