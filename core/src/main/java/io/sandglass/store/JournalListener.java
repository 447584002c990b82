package io.sandglass.store;

import io.sandglass.run.LogLine;

/** Hears how a {@link RunJournal} fares, on the thread that writes. Must not block; must not throw. */
public interface JournalListener {
    /** Hears nothing. */
    JournalListener NONE = new JournalListener() {};

    /** The store can no longer write. Said once per outage. */
    default void degraded(String reason) {}

    /** The store can write again. */
    default void recovered() {}

    /** It was full, and has room again. */
    default void roomy() {}

    /** A log line was stored. */
    default void logged(LogLine line) {}
}
