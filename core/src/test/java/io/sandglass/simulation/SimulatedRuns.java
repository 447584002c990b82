package io.sandglass.simulation;

import io.sandglass.run.IdempotencyKey;
import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.DelegatingRunStore;
import io.sandglass.store.KeyedRun;
import io.sandglass.store.RunStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The runs of a simulated store, as one process sees them. */
final class SimulatedRuns extends DelegatingRunStore {
    private final SimulatedStore store;
    private final RunStore durable;

    SimulatedRuns(SimulatedStore store, RunStore durable) {
        super(durable);
        this.store = store;
        this.durable = durable;
    }

    @Override
    public Set<RunId> append(List<RunRecord> records) {
        return store.append(records, durable);
    }

    @Override
    public void probe() {
        store.append(List.of(), durable);
    }

    @Override
    public Optional<KeyedRun> keyed(IdempotencyKey key) {
        store.weather().check();
        return super.keyed(key);
    }

    @Override
    public void log(List<LogLine> lines) {
        store.weather().before();
        super.log(lines);
    }

    @Override
    public List<RunId> openRuns() {
        store.weather().before();
        return super.openRuns();
    }

    @Override
    public List<RunRecord> events(RunId run) {
        store.weather().check();
        return super.events(run);
    }
}
