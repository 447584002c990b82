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
 */
public record Tenant(String name, List<String> namespaces, int weight, int maxOpenRuns, int maxConcurrentNodes) {
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
    }

    /** Of weight 1, without a limit on its attempts. */
    public static Tenant of(String name, String... namespaces) {
        return new Tenant(name, List.of(namespaces), 1, MAX_OPEN_RUNS, Integer.MAX_VALUE);
    }

    public Tenant weight(int weight) {
        return new Tenant(name, namespaces, weight, maxOpenRuns, maxConcurrentNodes);
    }

    public Tenant maxOpenRuns(int maxOpenRuns) {
        return new Tenant(name, namespaces, weight, maxOpenRuns, maxConcurrentNodes);
    }

    public Tenant maxConcurrentNodes(int maxConcurrentNodes) {
        return new Tenant(name, namespaces, weight, maxOpenRuns, maxConcurrentNodes);
    }

    private static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, but is " + value);
        }
    }
}
