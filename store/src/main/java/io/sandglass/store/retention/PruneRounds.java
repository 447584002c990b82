package io.sandglass.store.retention;

import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.WorkflowKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where to look for runs to delete when that is done every few minutes. Ids grow with the time at which a run began: those of
 * younger runs cannot have ended before, and those far below what was looked through last time are gone, or stay for another
 * reason. What takes longer than a day, or began while the clock was wrong, is found once a day, when all are looked through.
 * Guarded by its owner.
 */
final class PruneRounds {
    private static final Duration MARGIN = Duration.ofDays(1);
    private static final Instant LAST = new RunId(Long.MAX_VALUE).at();

    private final Map<Kind, Walked> before = new HashMap<>();

    private record Kind(Optional<WorkflowKey> workflow, Set<RunStatus> statuses, Prune.What what) {
        static Kind of(Prune prune) {
            return new Kind(prune.workflow(), prune.statuses(), prune.what());
        }
    }

    /**
     * What was looked through.
     *
     * @param all before what when all were
     * @param last before what last
     */
    private record Walked(Instant all, Instant last) {}

    /**
     * Ids to look through.
     *
     * @param from the lowest one
     * @param below above the highest one
     */
    record Range(long from, long below) {
        static final Range ALL = new Range(0, Long.MAX_VALUE);

        boolean all() {
            return equals(ALL);
        }
    }

    Range next(Prune prune) {
        Walked walked = before.get(Kind.of(prune));
        Instant ended = prune.endedBefore();
        boolean asked = prune.workflow().isEmpty(); // by somebody who counts what goes
        if (asked
                || walked == null
                || !lately(walked, ended)
                || !ended.plus(MARGIN).isBefore(LAST)) {
            return Range.ALL;
        }
        return new Range(
                RunId.firstAt(walked.last().minus(MARGIN)).value(),
                RunId.firstAt(ended.plus(MARGIN)).value());
    }

    private static boolean lately(Walked walked, Instant ended) {
        return !ended.isBefore(walked.last()) && ended.isBefore(walked.all().plus(MARGIN));
    }

    /** It was looked through to its end. */
    void done(Prune prune, Range range) {
        Instant ended = prune.endedBefore();
        before.merge(
                Kind.of(prune),
                new Walked(ended, ended),
                (old, fresh) -> range.all() ? fresh : new Walked(old.all(), ended));
    }
}
