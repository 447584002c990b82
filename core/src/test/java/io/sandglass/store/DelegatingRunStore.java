package io.sandglass.store;

import io.sandglass.run.IdempotencyKey;
import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Passes every call on to another store, by default one in memory; subclasses change what some of them do. */
public class DelegatingRunStore implements RunStore {
    private final RunStore runs;

    public DelegatingRunStore() {
        this(new InMemoryStore().runs());
    }

    public DelegatingRunStore(RunStore runs) {
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
    public Optional<String> overload() {
        return runs.overload();
    }

    @Override
    public void spareMemory(boolean spare) {
        runs.spareMemory(spare);
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
}
