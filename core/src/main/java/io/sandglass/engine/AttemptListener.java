package io.sandglass.engine;

import io.sandglass.plugin.NodeResult;

/** Hears of an attempt, on whatever thread it happens. Must not block long. */
interface AttemptListener {
    /** Its node runs: {@code when} did not rule it out. */
    void began(Attempt attempt);

    /** Comes exactly once. */
    void ended(Attempt attempt, NodeResult result);
}
