package io.sandglass.engine;

import io.sandglass.engine.run.EngineState;
import io.sandglass.run.RunId;
import io.sandglass.store.RunStore;
import io.sandglass.store.StoreUnavailable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs that are open in the store and that nobody goes on with, although nobody knows why. They are taken up; one that
 * cannot be is tried again after twice as many looks each time. Thread-safe.
 */
final class Orphans {
    private static final Logger log = LoggerFactory.getLogger(Orphans.class);

    private final RunStore runs;
    private final EngineState state;
    private final OpenRuns open;
    private final RunsInTransit transit;
    private final RunAdoption adoption;
    private final Map<RunId, Integer> looks = new HashMap<>();

    Orphans(RunStore runs, EngineState state, OpenRuns open, RunsInTransit transit, RunAdoption adoption) {
        this.runs = runs;
        this.state = state;
        this.open = open;
        this.transit = transit;
        this.adoption = adoption;
    }

    /** Looks once. A run must have been without owner at the look before too: it may just have ended. */
    synchronized void look() {
        Set<RunId> orphans = new HashSet<>();
        try {
            runs.openRuns().stream().filter(this::isOrphan).forEach(orphans::add);
        } catch (StoreUnavailable e) {
            return;
        }
        looks.keySet().retainAll(orphans);
        for (RunId run : orphans) {
            int times = looks.merge(run, 1, Integer::sum);
            if (times > 1 && Integer.bitCount(times) == 1) {
                log.warn("run {} is open in the store, but nobody goes on with it: it is taken up", run);
                adoption.lookFor(run);
            }
        }
    }

    private boolean isOrphan(RunId run) {
        return open.find(run).isEmpty() && !transit.holds(run) && !state.isLeftOpen(run);
    }
}
