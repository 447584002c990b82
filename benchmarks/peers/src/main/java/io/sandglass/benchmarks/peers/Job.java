package io.sandglass.benchmarks.peers;

import io.sandglass.benchmarks.host.Moment;
import java.io.Serializable;
import java.util.Optional;

/**
 * What a task is told.
 *
 * @param left tasks of its chain that come after it
 * @param fan the fan it belongs to, 0 if none
 * @param stamp whether it notes when its code began
 */
record Job(int left, int fan, boolean stamp) implements Serializable {
    static Job chain(int length) {
        return new Job(length - 1, 0, false);
    }

    /** All that the task does. */
    void run() {
        if (stamp) {
            Moment.stamp();
        }
    }

    /** The task to schedule when this one is done. */
    Optional<Job> next() {
        return left == 0 ? Optional.empty() : Optional.of(new Job(left - 1, fan, stamp));
    }
}
