package io.sandglass.store.projection;

import java.time.Duration;
import java.util.Optional;

/** How far the database is behind, and whether that is too far. Used under a lock, but for {@link #overload}. */
final class LagMeter {
    private final int most;
    private final Arrivals arrivals = new Arrivals();
    private long records;
    private volatile boolean crowded;

    /** @param most records */
    LagMeter(int most) {
        this.most = most;
    }

    /** @param count records that follow from these entries */
    void came(long firstSeq, int count, long nanos) {
        arrivals.came(firstSeq, nanos);
        records += count;
        noticeCrowd();
    }

    /** @param count records of those entries that were not applied before */
    void applied(long seq, int count) {
        arrivals.applied(seq);
        records = Math.max(0, records - count);
        noticeCrowd();
    }

    void allApplied() {
        arrivals.allApplied();
        records = 0;
        noticeCrowd();
    }

    long records() {
        return records;
    }

    Duration age(long nanos) {
        return Duration.ofNanos(arrivals.age(nanos));
    }

    /** Why nothing should begin now: as much waits as may, or did, and has not become half of it since. */
    Optional<String> overload() {
        return crowded
                ? Optional.of("the history is more than " + most / 2
                        + " records behind; new runs have to wait until it has caught up")
                : Optional.empty();
    }

    private void noticeCrowd() {
        crowded = records >= (crowded ? most / 2 : most);
    }
}
