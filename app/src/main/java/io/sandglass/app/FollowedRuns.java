package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.engine.run.RunListener;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.RunStore;
import io.sandglass.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The runs that somebody follows from outside. Each one's history is read from the store once, and from then on it is
 * kept up by what the engine tells. A run is forgotten some minutes after the last question about it. Nothing of what nodes
 * or runs put out is kept, but small outputs of runs. Thread-safe.
 */
final class FollowedRuns implements RunListener {
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final int MOST = 1_000;

    /** Of all runs together. */
    private static final long MOST_NODES = 200_000;

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

    /**
     * How far the run is; empty if there is no such run.
     *
     * @param since up to how many of its records that is known already; less than 0 if it is not
     */
    Optional<RunProgress> progress(RunId run, long since) {
        forget();
        Entry known = runs.computeIfPresent(run, (id, entry) -> new Entry(entry.run(), clock.now()));
        if (known != null && !known.run().behind()) {
            return Optional.of(
                    known.run().lacksOutputs()
                            ? whole(known.run(), store.events(run), since)
                            : known.run().progress(since));
        }
        return known == null ? begin(run, since) : Optional.of(whole(known.run(), store.events(run), since));
    }

    @Override
    public void onRecord(RunRecord record) {
        Entry known = runs.get(record.run());
        if (known != null) {
            known.run().accept(record);
        }
    }

    private Optional<RunProgress> begin(RunId run, long since) {
        List<RunRecord> records = store.events(run);
        if (records.isEmpty()) {
            return Optional.empty();
        }
        RunStarted start = (RunStarted) records.get(0).event();
        Entry fresh = new Entry(new FollowedRun(new RunTracker(start.digests())), clock.now());
        Entry other = runs.putIfAbsent(run, fresh);
        // Read again: what was recorded in between went to nobody.
        return Optional.of(whole((other == null ? fresh : other).run(), store.events(run), since));
    }

    /** @param records of the run, up to now */
    private static RunProgress whole(FollowedRun followed, List<RunRecord> records, long since) {
        records.forEach(followed::accept);
        RunProgress progress = followed.progress(since);
        boolean atEnd = !records.isEmpty() && progress.end().isPresent();
        return atEnd && records.get(records.size() - 1).event() instanceof RunEnded last
                ? progress.endedBy(last)
                : progress;
    }

    private void forget() {
        Instant before = clock.now().minus(KEPT);
        runs.values().removeIf(entry -> entry.asked().isBefore(before) || runs.size() > MOST);
        long nodes =
                runs.values().stream().mapToLong(entry -> entry.run().nodes()).sum();
        if (nodes > MOST_NODES) {
            forgetEnded(nodes - MOST_NODES);
        }
    }

    /** Those first about which nobody has asked for the longest time. */
    private void forgetEnded(long nodes) {
        List<Map.Entry<RunId, Entry>> ended = runs.entrySet().stream()
                .filter(run -> run.getValue().run().hasEnded())
                .sorted(Comparator.comparing(run -> run.getValue().asked()))
                .toList();
        long left = nodes;
        for (Map.Entry<RunId, Entry> run : ended) {
            if (left <= 0) {
                return;
            }
            runs.remove(run.getKey());
            left -= run.getValue().run().nodes();
        }
    }
}
