package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.engine.run.RunListener;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.RunStore;
import io.sandglass.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The runs that somebody follows from outside. Each one's history is read from the store once, and from then on it is
 * kept up by what the engine tells. A run is forgotten some minutes after the last question about it. Thread-safe.
 */
final class FollowedRuns implements RunListener {
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final int MOST = 1_000;

    private final RunStore store;
    private final Clock clock;
    private final Map<RunId, Entry> runs = new ConcurrentHashMap<>();

    FollowedRuns(RunStore store, Clock clock) {
        this.store = requireNonNull(store, "store");
        this.clock = requireNonNull(clock, "clock");
    }

    private record Entry(FollowedRun run, Instant asked) {}

    /** Follows a run whose plan is known, so that its nodes are shown in the order of the plan. */
    void follow(RunId run, ExecutionPlan plan) {
        forget();
        runs.put(run, new Entry(new FollowedRun(new RunTracker(plan)), clock.now()));
    }

    /** How far the run is; empty if there is no such run. */
    Optional<RunProgress> progress(RunId run) {
        forget();
        Entry known = runs.computeIfPresent(run, (id, entry) -> new Entry(entry.run(), clock.now()));
        if (known != null && !known.run().behind()) {
            return Optional.of(known.run().progress());
        }
        return known == null ? begin(run) : catchUp(known.run(), store.events(run));
    }

    @Override
    public void onRecord(RunRecord record) {
        Entry known = runs.get(record.run());
        if (known != null) {
            known.run().accept(record);
        }
    }

    private Optional<RunProgress> begin(RunId run) {
        List<RunRecord> records = store.events(run);
        if (records.isEmpty()) {
            return Optional.empty();
        }
        RunStarted start = (RunStarted) records.get(0).event();
        Entry fresh = new Entry(new FollowedRun(new RunTracker(start.digests())), clock.now());
        Entry other = runs.putIfAbsent(run, fresh);
        // Read again: what was recorded in between went to nobody.
        return catchUp((other == null ? fresh : other).run(), store.events(run));
    }

    private static Optional<RunProgress> catchUp(FollowedRun followed, List<RunRecord> records) {
        records.forEach(followed::accept);
        return Optional.of(followed.progress());
    }

    private void forget() {
        Instant before = clock.now().minus(KEPT);
        runs.values().removeIf(entry -> entry.asked().isBefore(before) || runs.size() > MOST);
    }
}
