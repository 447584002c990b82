package io.sandglass.time;

import io.sandglass.run.RunId;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids as {@link RunId} lays them out. When the clock goes back, or 4,096 ids of one millisecond are used up, it
 * goes on from the last id as if time had moved.
 */
final class TimeOrderedIds implements Ids {
    private static final int COUNTER_BITS = 12;
    private static final int NODE_BITS = 10;
    private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;
    private static final long NODE_MASK = ((1L << NODE_BITS) - 1) << COUNTER_BITS;

    private final Clock clock;
    private final long node;
    private final AtomicLong last = new AtomicLong();

    TimeOrderedIds(Clock clock, int node) {
        if (node < 0 || node >= 1 << NODE_BITS) {
            throw new IllegalArgumentException("node must be 0 to 1023, but is " + node);
        }
        this.clock = clock;
        this.node = (long) node << COUNTER_BITS;
    }

    @Override
    public RunId next() {
        long fresh = RunId.firstAt(clock.now()).value() | node;
        return new RunId(last.updateAndGet(previous -> fresh > previous ? fresh : after(previous)));
    }

    @Override
    public void above(RunId given) {
        last.accumulateAndGet(given.value(), Math::max);
    }

    private long after(long previous) {
        boolean own = (previous & NODE_MASK) == node; // it may be another's that this one is to be above
        boolean room = own && (previous & COUNTER_MASK) < COUNTER_MASK;
        return room ? previous + 1 : ((previous >> COUNTER_BITS + NODE_BITS) + 1) << COUNTER_BITS + NODE_BITS | node;
    }
}
