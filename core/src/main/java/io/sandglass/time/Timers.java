package io.sandglass.time;

import java.time.Duration;

/** Runs short actions later, by the monotonic clock. Thread-safe. */
public interface Timers extends AutoCloseable {
    /**
     * Runs an action once, after at least the delay.
     *
     * @param delay zero or negative for as soon as possible
     * @param action short and not blocking: it holds up all other timers
     */
    Timer after(Duration delay, Runnable action);

    /** Forgets all timers that are not yet due. */
    @Override
    void close();

    /** An action that waits for its time. */
    @FunctionalInterface
    interface Timer {
        /** Takes the action back; does nothing if it has run or is running. */
        void cancel();
    }

    /** Timers on one thread of their own. */
    static Timers system() {
        return new SystemTimers();
    }
}
