package io.sandglass.time;

import io.sandglass.run.RunId;

/** Makes run ids. Thread-safe. */
@FunctionalInterface
public interface Ids {
    /** An id larger than any this has given before. */
    RunId next();

    /**
     * Ids from the time.
     *
     * @param node number of this process among those that share a store, 0 to 1023
     */
    static Ids byTime(Clock clock, int node) {
        return new TimeOrderedIds(clock, node);
    }
}
