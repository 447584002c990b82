package io.sandglass.spec;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How the runs of a workflow line up.
 *
 * @param priority of its runs and their nodes, from 0 to 9, 9 first
 * @param concurrency how many of its runs go on at once; empty for any number
 */
public record Queueing(int priority, Optional<ConcurrencySpec> concurrency) {
    public static final int LOWEST = 0;
    public static final int HIGHEST = 9;

    /** In the middle, and any number at once. */
    public static final Queueing DEFAULT = new Queueing(5, Optional.empty());

    public Queueing {
        requireNonNull(concurrency, "concurrency");
        if (priority < LOWEST || priority > HIGHEST) {
            throw new IllegalArgumentException(
                    "priority must be from " + LOWEST + " to " + HIGHEST + ", but is " + priority);
        }
    }
}
