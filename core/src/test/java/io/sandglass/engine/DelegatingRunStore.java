package io.sandglass.engine;

import io.sandglass.run.IdempotencyKey;
import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.TriggerKey;
import io.sandglass.store.InMemoryStore;
import io.sandglass.store.KeyedRun;
import io.sandglass.store.RunStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An in-memory store, for tests that change what it does. */
class DelegatingRunStore implements RunStore {
    private final RunStore runs;

    DelegatingRunStore() {
        this(new InMemoryStore().runs());
    }

    DelegatingRunStore(RunStore runs) {
        this.runs = runs;
    }

    @Override
    public Set<RunId> append(List<RunRecord> records) {
        return runs.append(records);
    }

    @Override
    public void probe() {
        runs.probe();
    }

    @Override
    public Optional<KeyedRun> keyed(IdempotencyKey key) {
        return runs.keyed(key);
    }

    @Override
    public void log(List<LogLine> lines) {
        runs.log(lines);
    }

    @Override
    public Optional<RunId> highestRun() {
        return runs.highestRun();
    }

    @Override
    public List<RunId> openRuns() {
        return runs.openRuns();
    }

    @Override
    public List<RunRecord> events(RunId run) {
        return runs.events(run);
    }

    @Override
    public Optional<RunId> openRunOf(TriggerKey trigger) {
        return runs.openRunOf(trigger);
    }
}
