package io.sandglass.benchmarks.tasks;

import java.time.Duration;

/** How long a round may take: a slow system does less in it, not the same for longer. */
final class Budget {
    /** So that all workloads of all systems take less than half an hour. */
    static final Duration ROUND = Duration.ofSeconds(2);

    private final long begun = System.nanoTime();

    boolean spent() {
        return System.nanoTime() - begun > ROUND.toNanos();
    }
}
