package io.sandglass.store.projection;

import java.time.Duration;
import java.util.Optional;

/** How far the database is behind, and whether that is too far. Used under a lock, but for {@link #overload}. */
final class LagMeter {
    private final int most;
    private final Arrivals arrivals = new Arrivals();

    /** Below zero while some are applied that are still to come. */
    private long records;

    private volatile boolean crowded;

    /** @param most records */
    LagMeter(int most) {
        this.most = most;
    }

    /**
     * Entries came.
     *
     * @param firstSeq the first of them that is not applied; beyond the last if all are, as they were read from the ledger
     * @param count records that follow from all of them
     */
    void came(long firstSeq, long lastSeq, int count, long nanos) {
        if (firstSeq <= lastSeq) {
            arrivals.came(firstSeq, nanos);
        }
        records += count;
        noticeCrowd();
    }

    /** @param count records of those entries that were not applied before */
    void applied(long seq, int count) {
        arrivals.applied(seq);
        records -= count;
        noticeCrowd();
    }

    /** All that came is applied, with so many records. */
    void allApplied(int count) {
        arrivals.allApplied();
        records = Math.min(0, records - count); // after a failure some may have been applied that were not counted
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
