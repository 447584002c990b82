package io.sandglass.engine;

import io.sandglass.run.RunId;
import io.sandglass.run.TriggerKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The runs of this engine that have not ended, and the places they take. Thread-safe. */
final class OpenRuns {
    private final int most;
    private final AtomicInteger places = new AtomicInteger();
    private final Map<RunId, RunExecution> runs = new ConcurrentHashMap<>();
    private final Map<TriggerKey, Integer> byTrigger = new ConcurrentHashMap<>();

    OpenRuns(int most) {
        this.most = most;
    }

    /** Takes a place for a new run; false if there is none. */
    boolean reserve() {
        int taken = places.getAndUpdate(count -> count < most ? count + 1 : count);
        return taken < most;
    }

    /** Takes a place for a run that was accepted before, even if there is none. */
    void reserveAnyway() {
        places.incrementAndGet();
    }

    void release() {
        places.decrementAndGet();
    }

    void add(RunExecution execution, Optional<TriggerKey> trigger) {
        runs.put(execution.run(), execution);
        trigger.ifPresent(key -> byTrigger.merge(key, 1, Integer::sum));
    }

    /** Also gives its place back. */
    void remove(RunExecution execution, Optional<TriggerKey> trigger) {
        runs.remove(execution.run());
        trigger.ifPresent(key -> byTrigger.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1));
        release();
    }

    Optional<RunExecution> find(RunId run) {
        return Optional.ofNullable(runs.get(run));
    }

    boolean any(TriggerKey trigger) {
        return byTrigger.containsKey(trigger);
    }

    List<RunExecution> all() {
        return List.copyOf(runs.values());
    }

    int size() {
        return runs.size();
    }
}
