package io.sandglass.fair;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Those who share an engine with others, and how much of it is theirs.
 *
 * @param namespaces {@code acme}, or {@code acme.*} for all namespaces below it
 * @param weight how many attempts go in per round where others wait too; from 1 to 1,000
 * @param maxOpenRuns most runs that have not ended; beyond it launches are rejected
 * @param maxConcurrentNodes most attempts inside at once
 * @param fuelPerDay most units of fuel of all its attempts from one midnight of UTC to the next
 */
public record Tenant(
        String name, List<String> namespaces, int weight, int maxOpenRuns, int maxConcurrentNodes, long fuelPerDay) {
    /** To whom all namespaces belong that no other tenant claims. */
    public static final String DEFAULT_NAME = "default";

    /** Most runs of a tenant that have not ended, unless it is said otherwise. */
    public static final int MAX_OPEN_RUNS = 10_000;

    private static final int MAX_WEIGHT = 1_000;

    public Tenant {
        requireNonNull(name, "name");
        namespaces = List.copyOf(namespaces);
        if (weight < 1 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException("weight must be from 1 to " + MAX_WEIGHT + ", but is " + weight);
        }
        requirePositive("maxOpenRuns", maxOpenRuns);
        requirePositive("maxConcurrentNodes", maxConcurrentNodes);
        requirePositive("fuelPerDay", fuelPerDay);
    }

    /** Of weight 1, without a limit on its attempts or their fuel. */
    public static Tenant of(String name, String... namespaces) {
        return new Tenant(name, List.of(namespaces), 1, MAX_OPEN_RUNS, Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    public Tenant weight(int weight) {
        return new Tenant(name, namespaces, weight, maxOpenRuns, maxConcurrentNodes, fuelPerDay);
    }

    public Tenant maxOpenRuns(int maxOpenRuns) {
        return new Tenant(name, namespaces, weight, maxOpenRuns, maxConcurrentNodes, fuelPerDay);
    }

    public Tenant maxConcurrentNodes(int maxConcurrentNodes) {
        return new Tenant(name, namespaces, weight, maxOpenRuns, maxConcurrentNodes, fuelPerDay);
    }

    public Tenant fuelPerDay(long fuelPerDay) {
        return new Tenant(name, namespaces, weight, maxOpenRuns, maxConcurrentNodes, fuelPerDay);
    }

    private static void requirePositive(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, but is " + value);
        }
    }
}
