package io.sandglass.store.history;

import java.time.Duration;

/** Lets the history catch up with what was acknowledged. Thread-safe. */
@FunctionalInterface
public interface Settling {
    /** Returns once everything acknowledged before this call can be found, or after this time. */
    void settle(Duration patience);
}
