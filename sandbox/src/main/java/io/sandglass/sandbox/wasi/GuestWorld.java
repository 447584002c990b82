package io.sandglass.sandbox.wasi;

import java.time.Clock;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** The clock, the randomness and the patience that one run is given. Belongs to the guest's thread. */
public abstract sealed class GuestWorld permits RealWorld, VirtualWorld {
    /** Finer clocks help a guest to observe its neighbours. */
    static final long CLOCK_RESOLUTION_NANOS = 1_000_000;

    GuestWorld() {}

    /**
     * A world in which time passes.
     *
     * @param clock the time of day the guest sees, cut to milliseconds
     * @param random what the guest's random bytes come from
     * @param deadlineNanos when the run ends at the latest, on {@link System#nanoTime()}
     */
    public static GuestWorld real(Clock clock, RandomGenerator random, long deadlineNanos) {
        return new RealWorld(clock, random, deadlineNanos);
    }

    /**
     * A world that is the same each time: its clock moves by a millisecond whenever it is read and by what the guest
     * sleeps, which takes no time; its random bytes follow from the seed.
     *
     * @param start what the clock begins at; between the years 1970 and 2200
     * @param seed the same text gives the same bytes
     */
    public static GuestWorld virtual(Instant start, String seed) {
        return new VirtualWorld(start.toEpochMilli(), seed);
    }

    abstract long realtimeNanos();

    abstract long monotonicNanos();

    /** The time of day for the host's own use, in nanoseconds since 1970; asking does not move the clock. */
    public abstract long stampNanos();

    abstract void fillRandom(byte[] bytes);

    /** Sleeps on the guest's thread, at most until its deadline; an interrupt ends the sleep and stays set. */
    abstract void sleep(long nanos);

    /** Ends a guest whose thread was interrupted; for host calls that take long. */
    final void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new HostCallInterrupted();
        }
    }
}
