package io.sandglass.store.projection;

import io.sandglass.store.ledger.PlacedChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/** Changes that wait in memory, as far as there is room for them: those beyond it leave a gap, and so do those that
 * are about to come. Used under a lock. */
final class BufferedChanges {
    private final Queue<PlacedChange> changes = new PriorityQueue<>(Comparator.comparingLong(PlacedChange::seq));
    private final long capacity;
    private long bytes;

    /** @param capacity in bytes */
    BufferedChanges(long capacity) {
        this.capacity = capacity;
    }

    void add(PlacedChange change) {
        if (bytes + change.bytes() <= capacity) {
            changes.add(change);
            bytes += change.bytes();
        }
    }

    boolean halfFull() {
        return bytes >= capacity / 2;
    }

    /** Takes what follows an entry without a gap, until it is so many records. */
    List<PlacedChange> takeAfter(long seq, int records) {
        List<PlacedChange> following = new ArrayList<>();
        long next = seq + 1;
        int taken = 0;
        while (!changes.isEmpty() && changes.element().seq() <= next && taken < records) {
            PlacedChange change = changes.remove();
            bytes -= change.bytes();
            if (change.seq() == next) {
                following.add(change);
                taken += change.change().records();
                next++;
            }
        }
        return following;
    }
}
