package io.sandglass.benchmarks.large;

import io.sandglass.run.IdempotencyKey;
import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.KeyedRun;
import io.sandglass.store.RunStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes everything and keeps nothing, so that what stays on the heap is the engine's. */
final class Forgetful implements RunStore {
    @Override
    public Set<RunId> append(List<RunRecord> records) {
        return Set.of();
    }

    @Override
    public void probe() {
        // always
    }

    @Override
    public Optional<KeyedRun> keyed(IdempotencyKey key) {
        return Optional.empty();
    }

    @Override
    public void log(List<LogLine> lines) {
        // gone
    }

    @Override
    public Optional<RunId> highestRun() {
        return Optional.empty();
    }

    @Override
    public List<RunId> openRuns() {
        return List.of();
    }

    @Override
    public List<RunRecord> events(RunId run) {
        return List.of();
    }
}
