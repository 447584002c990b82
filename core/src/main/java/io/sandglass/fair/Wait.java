package io.sandglass.fair;

import static java.util.Objects.requireNonNull;

import java.util.Iterator;

/**
 * What something waits for.
 *
 * @param name of the pool or tenant, or the concurrency key; empty for the limit of the whole engine
 * @param size how many the limit lets in at once
 * @param place in the queue of those that wait for the same, from 1; the next one has 1, and {@link #FARTHEST} stands for
 *     all from there on: farther nobody counts
 */
public record Wait(Limit limit, String name, int size, int place) {
    /** The last place that is counted: counting takes time while others wait for it. */
    public static final int FARTHEST = 1_000;

    public Wait {
        requireNonNull(limit, "limit");
        requireNonNull(name, "name");
        place = Math.min(place, FARTHEST);
    }

    /** Until it is counted what fuel a tenant has used today. */
    public static Wait forFuel(String tenant) {
        return new Wait(Limit.FUEL, tenant, 1, 1);
    }

    /** How many there are, up to {@link #FARTHEST}: takes no longer than that, where a size would. */
    static int count(Iterable<?> queue) {
        int count = 0;
        for (Iterator<?> all = queue.iterator(); all.hasNext() && count < FARTHEST; all.next()) {
            count++;
        }
        return count;
    }

    /** What is limited. */
    public enum Limit {
        /** Attempts of the whole engine. */
        NODES,
        /** Attempts of a tenant. */
        TENANT,
        /** Attempts of a pool. */
        POOL,
        /** Runs of a concurrency key. */
        RUNS,
        /** Nothing, until it is counted what fuel a tenant has used today; size and place mean nothing. */
        FUEL
    }

    /** One clause: {@code waits for a place in pool 'gpu' (limit 2), place 3 in the queue}. */
    @Override
    public String toString() {
        if (limit == Limit.FUEL) {
            return "waits until it is counted what fuel tenant '" + name + "' has used today";
        }
        String what = switch (limit) {
            case NODES -> "a place among all nodes";
            case TENANT -> "a place of tenant '" + name + "'";
            case POOL -> "a place in pool '" + name + "'";
            case RUNS -> "its turn among the runs of " + name;
            case FUEL -> throw new AssertionError(limit);
        };
        String farther = place == FARTHEST ? " or later" : "";
        return "waits for " + what + " (limit " + size + "), place " + place + farther + " in the queue";
    }
}
