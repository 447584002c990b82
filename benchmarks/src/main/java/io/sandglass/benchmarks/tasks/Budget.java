package io.sandglass.benchmarks.tasks;

import java.time.Duration;

/** A time that is used up. */
final class Budget {
    /** How long a round may take: a slow system does less in it, not the same for longer, so that all take half an hour. */
    static final Duration ROUND = Duration.ofSeconds(2);

    /** How long every system gets to have its code compiled. */
    static final Duration WARM_UP = Duration.ofSeconds(6);

    private final Duration budget;
    private final long begun = System.nanoTime();

    /** Begins now. */
    Budget(Duration budget) {
        this.budget = budget;
    }

    boolean spent() {
        return System.nanoTime() - begun > budget.toNanos();
    }
}
