package io.sandglass.trigger;

import java.time.Instant;

/**
 * Rings at wall-clock times. It only wakes: what is due is judged by who is woken, so a ring may come late, twice or for
 * nothing, but it must come. Thread-safe.
 */
public interface AlarmClock extends AutoCloseable {
    /**
     * Rings once at an instant, at once if that is past; replaces the alarm of that name.
     *
     * @param ring called on a thread of the alarm clock; it may block and may set alarms
     */
    void set(String name, Instant at, Runnable ring);

    /** Forgets the alarm of that name, if there is one. */
    void cancel(String name);

    /** Rings no more; returns when all rings under way have ended. */
    @Override
    void close();
}
