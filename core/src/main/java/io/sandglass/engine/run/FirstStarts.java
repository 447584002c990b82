package io.sandglass.engine.run;

import io.sandglass.plan.PlannedNode;
import io.sandglass.run.NodeProgress;
import io.sandglass.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Since when each node of one run is being tried, by the monotonic clock. Belongs to the owner of the run. */
final class FirstStarts {
    private final Clock clock;
    private final NodeMap<Long> nanos = new NodeMap<>();

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

    /** An attempt began; later ones change nothing. */
    void began(int node, long atNanos) {
        if (!nanos.has(node)) {
            nanos.put(node, atNanos);
        }
    }

    /** How long the node was being tried until then; nothing if no attempt began. */
    Duration elapsed(int node, long untilNanos) {
        Long first = nanos.get(node);
        return first == null ? Duration.ZERO : Duration.ofNanos(untilNanos - first);
    }

    /** It is tried no more. */
    void over(int node) {
        nanos.remove(node);
    }
}
