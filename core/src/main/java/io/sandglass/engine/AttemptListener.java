package io.sandglass.engine;

import io.sandglass.plugin.NodeResult;
import io.sandglass.run.RunEvent.ValueWritten;

/** Hears of an attempt, on whatever thread it happens. Must not block long. */
interface AttemptListener {
    /** Its node runs: {@code when} did not rule it out. */
    void began(Attempt attempt);

    /** It wrote a value of its run. Comes between the two others, in the order of the writes; must not block. */
    void wrote(Attempt attempt, ValueWritten written);

    /** Comes exactly once. */
    void ended(Attempt attempt, NodeResult result);
}
