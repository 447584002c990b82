package io.sandglass.store.projection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * When entries came, for the age of the oldest that is not applied. Remembers a few moments only, and forgets every other
 * one when they become too many: an age may come out too high, by a part of itself, and never too low. Used under a lock.
 */
final class Arrivals {
    private static final int MOST = 1_024;

    private final Deque<Arrival> moments = new ArrayDeque<>();
    private long apart;

    /** An entry, which came then, as did those before it that are not older than the moment before. */
    private record Arrival(long seq, long nanos) {}

    /** One that comes out of its order is not remembered apart. */
    void came(long seq, long nanos) {
        if (moments.isEmpty()
                || seq > moments.getLast().seq() && nanos - moments.getLast().nanos() >= apart) {
            moments.add(new Arrival(seq, nanos));
            if (moments.size() > MOST) {
                thin();
            }
        }
    }

    /** Entries up to this one need not be remembered. */
    void applied(long seq) {
        while (moments.size() > 1 && second().seq() <= seq + 1) {
            moments.remove();
        }
    }

    /** Nothing is left. */
    void allApplied() {
        moments.clear();
        apart = 0;
    }

    /** How long ago the oldest came, in nanoseconds; 0 if there is none. */
    long age(long nanos) {
        return moments.isEmpty() ? 0 : nanos - moments.element().nanos();
    }

    private Arrival second() {
        var both = moments.iterator();
        both.next();
        return both.next();
    }

    private void thin() {
        List<Arrival> all = new ArrayList<>(moments);
        moments.clear();
        for (int i = 0; i < all.size(); i += 2) {
            moments.add(all.get(i));
        }
        apart = (all.get(all.size() - 1).nanos() - all.get(0).nanos()) / (MOST / 2);
    }
}
