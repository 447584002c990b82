package io.sandglass.engine;

import io.sandglass.run.RunId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The runs that somebody is bringing into the engine, or changing in the store: being launched, recovered, adopted,
 * reopened. Each has one such somebody at a time, else two would write the same record numbers. Thread-safe.
 */
final class RunsInTransit {
    private final Set<RunId> runs = ConcurrentHashMap.newKeySet();

    /** False if somebody else has it in hand; else {@link #leave} is owed. */
    boolean enter(RunId run) {
        return runs.add(run);
    }

    boolean holds(RunId run) {
        return runs.contains(run);
    }

    void leave(RunId run) {
        runs.remove(run);
    }
}
