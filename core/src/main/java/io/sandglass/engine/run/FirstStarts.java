package io.sandglass.engine.run;

import io.sandglass.plan.PlannedNode;
import io.sandglass.run.NodeProgress;
import io.sandglass.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Since when each node of one run is being tried, and since when its input cannot be read, by the monotonic clock. Belongs to
 * the owner of the run.
 */
final class FirstStarts {
    private final Clock clock;
    private final NodeMap<Long> nanos = new NodeMap<>();
    private final NodeMap<Long> unreadable = new NodeMap<>();

    FirstStarts(Clock clock) {
        this.clock = clock;
    }

    /** The run was begun by an earlier process. */
    void recover(RunProgress progress, Instant now) {
        for (PlannedNode node : progress.plan().nodes()) {
            NodeProgress known = progress.current().node(node.index());
            if (!known.status().ended()) {
                known.firstStartedAt().ifPresent(first -> remember(node.index(), first, now));
            }
        }
    }

    /** The monotonic clock does not survive a restart, so what went before is measured by the wall clock, once. */
    private void remember(int node, Instant first, Instant now) {
        long elapsed = Math.max(0, Duration.between(first, now).toNanos());
        nanos.put(node, clock.nanos() - elapsed);
    }

    /**
     * An attempt ended at that time. The first beginning counts, but none for which the input could not be read.
     *
     * @param began when its code began, if it did
     * @return for how long the node is being tried
     */
    Duration ended(int node, OptionalLong began, long atNanos) {
        unreadable.remove(node);
        began.ifPresent(first -> putFirst(nanos, node, first));
        return since(nanos.get(node), atNanos);
    }

    /** The input of a node could not be read at that time. @return for how long it cannot be */
    Duration unreadable(int node, long atNanos) {
        putFirst(unreadable, node, atNanos);
        return since(unreadable.get(node), atNanos);
    }

    /** It is tried no more. */
    void over(int node) {
        nanos.remove(node);
        unreadable.remove(node);
    }

    private static void putFirst(NodeMap<Long> times, int node, long atNanos) {
        if (!times.has(node)) {
            times.put(node, atNanos);
        }
    }

    private static Duration since(@Nullable Long first, long untilNanos) {
        return first == null ? Duration.ZERO : Duration.ofNanos(untilNanos - first);
    }
}
