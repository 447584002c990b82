package io.sandglass.engine;

import io.sandglass.engine.run.RunExecution;
import io.sandglass.fair.Tenant;
import io.sandglass.run.RunId;
import io.sandglass.run.TriggerKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The runs of this engine that have not ended, and the places they take of their tenants. Thread-safe. */
final class OpenRuns {
    private final int most;
    private final Map<String, Places> places = new ConcurrentHashMap<>();
    private final Map<RunId, RunExecution> runs = new ConcurrentHashMap<>();
    private final Map<TriggerKey, Integer> byTrigger = new ConcurrentHashMap<>();

    /** @param most runs of the tenant {@code default}, unless that has a smaller limit of its own */
    OpenRuns(int most) {
        this.most = most;
    }

    private record Places(AtomicInteger taken, LongAdder refused) {}

    /** Most open runs of a tenant. */
    int most(Tenant tenant) {
        boolean standard = tenant.name().equals(Tenant.DEFAULT_NAME);
        return standard ? Math.min(most, tenant.maxOpenRuns()) : tenant.maxOpenRuns();
    }

    /** Takes a place for a new run; false if there is none. */
    boolean reserve(Tenant tenant) {
        int limit = most(tenant);
        Places places = places(tenant);
        int taken = places.taken.getAndUpdate(count -> count < limit ? count + 1 : count);
        if (taken >= limit) {
            places.refused.increment();
        }
        return taken < limit;
    }

    /** Takes a place for a run that was accepted before, even if there is none. */
    void reserveAnyway(Tenant tenant) {
        places(tenant).taken.incrementAndGet();
    }

    void release(Tenant tenant) {
        places(tenant).taken.decrementAndGet();
    }

    int taken(Tenant tenant) {
        return places(tenant).taken.get();
    }

    /** How many launches were rejected because there was no place. */
    long refused(Tenant tenant) {
        return places(tenant).refused.sum();
    }

    void add(RunExecution execution) {
        runs.put(execution.run(), execution);
        execution.trigger().ifPresent(key -> byTrigger.merge(key, 1, Integer::sum));
    }

    /** Also gives its place back; the first time. */
    void remove(RunExecution execution) {
        if (!runs.remove(execution.run(), execution)) {
            return;
        }
        execution
                .trigger()
                .ifPresent(key -> byTrigger.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1));
        release(execution.tenant());
    }

    Optional<RunExecution> find(RunId run) {
        return Optional.ofNullable(runs.get(run));
    }

    /** The same, but not while somebody is still bringing it in: until then it does not know what has happened to it. */
    Optional<RunExecution> findWhole(RunId run, RunsInTransit transit) {
        return find(run).filter(found -> !transit.holds(run));
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

    private Places places(Tenant tenant) {
        return places.computeIfAbsent(tenant.name(), name -> new Places(new AtomicInteger(), new LongAdder()));
    }
}
