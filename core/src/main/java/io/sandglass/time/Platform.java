package io.sandglass.time;

import static java.util.Objects.requireNonNull;

/** All that core takes from the system: time, timers, threads and ids. */
public record Platform(Clock clock, Timers timers, Workers workers, Ids ids) implements AutoCloseable {
    private static final int POOL_SIZE = 512;

    public Platform {
        requireNonNull(clock, "clock");
        requireNonNull(timers, "timers");
        requireNonNull(workers, "workers");
        requireNonNull(ids, "ids");
    }

    /**
     * The machine this runs on.
     *
     * @param node number of this process among those that share a store, 0 to 1023
     */
    public static Platform system(int node) {
        Clock clock = Clock.system();
        return new Platform(clock, Timers.system(), Workers.system(POOL_SIZE), Ids.byTime(clock, node));
    }

    @Override
    public void close() {
        timers.close();
        workers.close();
    }
}
