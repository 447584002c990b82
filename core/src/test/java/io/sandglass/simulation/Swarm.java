package io.sandglass.simulation;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which faults a world knows. Each seed leaves a random subset out: what hides behind a frequent fault shows when that
 * one is away.
 */
public final class Swarm {
    /** A kind of fault. */
    public enum Fault {
        CRASH_AT_RANDOM_TIMES,
        CRASH_AT_FAULT_POINTS,
        CRASH_DURING_RECOVERY,
        STORE_CALL_FAILS,
        STORE_OUTAGE,
        STORE_ANSWERS_LATE,
        STORE_FAILS_THOUGH_DURABLE,
        STORE_REFUSES_RECORDS,
        NODE_FAILS,
        NODE_TAKES_TIME,
        NODE_NEVER_ENDS,
        NODE_SUSPENDS,
        /** For signals and decisions. */
        NODE_AWAITS,
        NODE_THROWS_ERRORS,
        CLOCK_JUMPS_BACK,
        CLOCK_JUMPS_FORWARD,
        CLOCK_WOBBLES,
        LONG_PAUSE,
        CANCEL,
        PAUSE,
        PRIORITY,
        RETRY,
        RERUN,
        FORCE,
        /** Of runs of one key. */
        CONCURRENCY_LIMITS,
        /** With their limits, and pools. */
        TENANTS,
        /** At times there is more to do than there is room for. */
        CROWDS,
        RELAXED_PACE
    }

    private final Set<Fault> on;
    private final Duration meanRunGap;
    private final Duration meanUptime;

    private Swarm(Set<Fault> on, Duration meanRunGap, Duration meanUptime) {
        this.on = on;
        this.meanRunGap = meanRunGap;
        this.meanUptime = meanUptime;
    }

    static Swarm drawn(Chance chance) {
        double share = chance.pick(java.util.List.of(0.1, 0.3, 0.5, 0.5, 0.8));
        Set<Fault> on = Arrays.stream(Fault.values())
                .filter(fault -> chance.happens(share))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Fault.class)));
        return new Swarm(
                on,
                chance.between(Duration.ofMinutes(1), Duration.ofMinutes(5)),
                chance.between(Duration.ofMinutes(1), Duration.ofMinutes(30)));
    }

    boolean has(Fault fault) {
        return on.contains(fault);
    }

    /** Between two runs that are started by hand. */
    Duration meanRunGap() {
        return meanRunGap;
    }

    /** Between a start and a crash. */
    Duration meanUptime() {
        return meanUptime;
    }

    @Override
    public String toString() {
        return on + ", a run by hand every " + meanRunGap;
    }
}
