package io.sandglass.store.retention;

import static java.util.Objects.requireNonNull;

import io.sandglass.run.RunStatus;
import io.sandglass.spec.WorkflowKey;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which runs, of those that ended, are to be deleted, or only their inputs and outputs. Immutable.
 *
 * @param workflow of one workflow; empty for all
 * @param statuses how they ended; not empty
 * @param endedBefore when, exclusively
 * @param what is to be deleted of them
 */
public record Prune(Optional<WorkflowKey> workflow, Set<RunStatus> statuses, Instant endedBefore, What what) {
    public Prune {
        requireNonNull(workflow, "workflow");
        requireNonNull(endedBefore, "endedBefore");
        requireNonNull(what, "what");
        statuses = Set.copyOf(statuses);
        if (statuses.isEmpty() || !statuses.stream().allMatch(RunStatus::ended)) {
            throw new IllegalArgumentException("only runs that ended can be deleted, but these are " + statuses);
        }
    }

    /** What is deleted. */
    public enum What {
        /** All that is known of the run but the slot that it filled. */
        RUNS,
        /** Its records: inputs, outputs, signals. What history shows of it stays, but it can no longer be run again. */
        PAYLOADS
    }
}
