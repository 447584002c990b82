package io.sandglass.store;

import io.sandglass.run.IdempotencyKey;
import io.sandglass.run.KeyedRequest;
import io.sandglass.run.LogLine;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunReopened;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Runs in memory, guarded by its own monitor. */
final class InMemoryRuns implements RunStore {
    private final SlotLedger slots;
    private final Map<RunId, NavigableMap<Long, RunRecord>> runs = new HashMap<>();
    private final NavigableSet<RunId> open = new TreeSet<>();
    private final Map<IdempotencyKey, RunId> keys = new HashMap<>();
    private final Map<RunId, List<LogLine>> logs = new HashMap<>();

    InMemoryRuns(SlotLedger slots) {
        this.slots = slots;
    }

    @Override
    public synchronized Set<RunId> append(List<RunRecord> records) {
        Set<RunId> leftOut = new LinkedHashSet<>();
        refuseHoles(List.copyOf(records));
        for (RunRecord record : records) {
            if (record.event() instanceof RunStarted started) {
                start(record.run(), started);
            }
            if (!keep(record)) {
                leftOut.add(record.run());
            }
        }
        return leftOut;
    }

    @Override
    public void probe() {
        // memory can always be written to
    }

    @Override
    public synchronized Optional<KeyedRun> keyed(IdempotencyKey key) {
        return Optional.ofNullable(keys.get(key)).map(run -> KeyedRun.of(run, startOf(run)));
    }

    @Override
    public synchronized void log(List<LogLine> lines) {
        for (LogLine line : List.copyOf(lines)) {
            logs.computeIfAbsent(line.run(), run -> new ArrayList<>()).add(line);
        }
    }

    @Override
    public synchronized Optional<RunId> highestRun() {
        return runs.keySet().stream().max(Comparator.naturalOrder());
    }

    @Override
    public synchronized List<RunId> openRuns() {
        return List.copyOf(open);
    }

    @Override
    public synchronized List<RunRecord> events(RunId run) {
        NavigableMap<Long, RunRecord> records = runs.get(run);
        return records == null ? List.of() : List.copyOf(records.values());
    }

    synchronized List<LogLine> logged(RunId run) {
        return List.copyOf(logs.getOrDefault(run, List.of()));
    }

    private void refuseHoles(List<RunRecord> records) {
        Map<RunId, Long> last = new HashMap<>();
        for (RunRecord record : records) {
            refuseAnother(record);
            long before = last.computeIfAbsent(record.run(), this::lastSeq);
            boolean known = before > 0 || record.event() instanceof RunStarted;
            if (known && record.seq() > before + 1) {
                throw new RecordRefused(
                        "run " + record.run() + ": record " + record.seq() + " cannot follow record " + before);
            }
            last.put(record.run(), known ? Math.max(before, record.seq()) : 0);
        }
    }

    private void refuseAnother(RunRecord record) {
        NavigableMap<Long, RunRecord> known = runs.get(record.run());
        boolean other = known != null
                && record.event() instanceof RunStarted
                && !record.equals(known.getOrDefault(record.seq(), record));
        if (other) {
            throw RecordRefused.otherRun(record.run());
        }
    }

    private long lastSeq(RunId run) {
        NavigableMap<Long, RunRecord> records = runs.getOrDefault(run, new TreeMap<>());
        return records.isEmpty() ? 0 : records.lastKey();
    }

    private void start(RunId run, RunStarted started) {
        if (runs.containsKey(run)) {
            return;
        }
        Optional<IdempotencyKey> key = started.request().map(KeyedRequest::key);
        boolean free = key.filter(keys::containsKey).isEmpty()
                && started.cause()
                        .slot()
                        .map(slot -> slots.take(slot, SlotState.RAN))
                        .orElse(true);
        if (free) {
            runs.put(run, new TreeMap<>());
            open.add(run);
            key.ifPresent(own -> keys.put(own, run));
        }
    }

    private boolean keep(RunRecord record) {
        NavigableMap<Long, RunRecord> records = runs.get(record.run());
        if (records == null) {
            return false;
        }
        RunEvent known = records.putIfAbsent(record.seq(), record) == null ? record.event() : null;
        if (known instanceof RunEnded) {
            open.remove(record.run());
        } else if (known instanceof RunReopened) {
            open.add(record.run());
        }
        return true;
    }

    private RunStarted startOf(RunId run) {
        return (RunStarted)
                runs.getOrDefault(run, new TreeMap<>()).firstEntry().getValue().event();
    }
}
