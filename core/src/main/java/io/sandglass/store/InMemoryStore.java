package io.sandglass.store;

import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import java.util.List;

/** All ports in memory, for tests and trials: nothing outlives the process. Thread-safe. */
public final class InMemoryStore {
    private final SlotLedger slots = new SlotLedger();
    private final InMemoryRuns runs = new InMemoryRuns(slots);
    private final InMemorySpecs specs = new InMemorySpecs();
    private final InMemoryTriggers triggers = new InMemoryTriggers(slots);
    private final InMemoryPauses pauses = new InMemoryPauses();

    public RunStore runs() {
        return runs;
    }

    public SpecStore specs() {
        return specs;
    }

    public TriggerStore triggers() {
        return triggers;
    }

    public PauseStore pauses() {
        return pauses;
    }

    /** What the nodes of a run logged, in the order it arrived. */
    public List<LogLine> logged(RunId run) {
        return runs.logged(run);
    }
}
