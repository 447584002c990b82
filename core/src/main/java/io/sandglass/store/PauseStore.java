package io.sandglass.store;

import io.sandglass.run.Asked;
import java.time.Instant;
import java.util.List;

/** Keeps who paused what, and for how long. What is paused need not exist, now or ever. Thread-safe. */
public interface PauseStore {
    /**
     * Keeps that something is paused.
     *
     * @param pause one that lasts
     * @return false if it is paused already; then nothing changes
     * @throws StoreUnavailable if nothing was stored
     */
    boolean begin(Pause pause);

    /**
     * Keeps that something is paused no longer.
     *
     * @param asked by whom that was asked
     * @return false if it is not paused; then nothing changes
     * @throws StoreUnavailable if nothing was stored
     */
    boolean end(Pausable what, Asked asked, Instant at);

    /** Those that last, and those that ended after a moment; in the order in which they began. */
    List<Pause> lastingOrEndedAfter(Instant moment);
}
