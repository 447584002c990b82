package io.sandglass.store;

import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;

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

    /**
     * A run whose first record the journal has given up may be durable after all: the store failed while it was writing
     * it. Said once the store can write again.
     */
    default void doubtful(RunId run) {}

    /**
     * There is no room for a record of a run: it waits, and what follows it in the run. Said again whenever it was tried in
     * vain.
     */
    default void held(RunId run) {}

    /** A log line was stored. */
    default void logged(LogLine line) {}
}
