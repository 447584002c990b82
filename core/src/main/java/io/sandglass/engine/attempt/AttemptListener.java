package io.sandglass.engine.attempt;

import io.sandglass.plugin.NodeResult;
import io.sandglass.run.RunEvent.ValueWritten;

/** Hears of an attempt, on whatever thread it happens. Must not block long. */
public interface AttemptListener {
    /**
     * Its node runs: {@code when} did not rule it out, or cannot be decided. Unless its start is durable already; where
     * that is to be durable first, it waits for {@link Attempt#startStored()}.
     */
    void began(Attempt attempt);

    /** It wrote a value of its run. Comes between the two others, in the order of the writes; must not block. */
    void wrote(Attempt attempt, ValueWritten written);

    /** Comes exactly once. */
    void ended(Attempt attempt, NodeResult result);
}
