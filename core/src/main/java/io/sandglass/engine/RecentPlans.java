package io.sandglass.engine;

import io.sandglass.plan.ExecutionPlan;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The plans asked for last, for as long as the node types stay what they are, up to a weight of all together; one alone may
 * weigh more. Thread-safe.
 *
 * @param <K> what a plan is found by
 */
final class RecentPlans<K> {
    private final LongSupplier generation;
    private final int most;
    private final long mostWeight;
    private final Map<K, Weighed> plans = new LinkedHashMap<>(16, 0.75f, true);
    private long kept;
    private long weight;

    /**
     * @param generation changes whenever node types come or go
     * @param most plans that are kept
     */
    RecentPlans(LongSupplier generation, int most, long mostWeight) {
        this.generation = generation;
        this.most = most;
        this.mostWeight = mostWeight;
    }

    /** A plan, and how much memory it takes compared to others. */
    record Weighed(ExecutionPlan plan, long weight) {}

    /** @param compiled makes the plan if it is not here */
    ExecutionPlan get(K key, Supplier<Weighed> compiled) {
        long now = generation.getAsLong();
        synchronized (plans) {
            turn(now);
            Weighed known = plans.get(key);
            if (known != null) {
                return known.plan();
            }
        }
        Weighed made = compiled.get();
        synchronized (plans) {
            turn(now);
            keep(key, made);
        }
        return made.plan();
    }

    /** Lets go of code that was replaced. */
    private void turn(long now) {
        if (now != kept) {
            plans.clear();
            weight = 0;
            kept = now;
        }
    }

    private void keep(K key, Weighed made) {
        Weighed before = plans.put(key, made);
        weight += made.weight() - (before == null ? 0 : before.weight());
        Iterator<Weighed> oldest = plans.values().iterator();
        while (plans.size() > 1 && (plans.size() > most || weight > mostWeight)) {
            weight -= oldest.next().weight();
            oldest.remove();
        }
    }
}
