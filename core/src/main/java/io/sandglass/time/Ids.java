package io.sandglass.time;

import io.sandglass.run.RunId;

/** Makes run ids. Thread-safe. */
public interface Ids {
    /** An id larger than any this has given before. */
    RunId next();

    /** From now on, no id up to this one: it was given by an earlier process, whose clock may have been ahead. */
    void above(RunId given);

    /**
     * Ids from the time.
     *
     * @param node number of this process among those that share a store, 0 to 1023
     */
    static Ids byTime(Clock clock, int node) {
        return new TimeOrderedIds(clock, node);
    }
}
