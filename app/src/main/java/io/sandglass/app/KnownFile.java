package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.spec.WorkflowKey;
import java.util.Optional;

/**
 * What was made of a workflow file when it was last read.
 *
 * @param generation of the node types at that time
 * @param claim the workflow it holds; empty if that could not be determined
 * @param problems why it was refused; empty if it is live as it stands
 */
record KnownFile(FileStamp stamp, long generation, Optional<WorkflowKey> claim, String problems) {
    KnownFile {
        requireNonNull(stamp, "stamp");
        requireNonNull(claim, "claim");
        requireNonNull(problems, "problems");
    }

    /** A file of which this process knows the name only. */
    static KnownFile unread(String file) {
        return new KnownFile(FileStamp.unknown(file), -1, Optional.empty(), "it was not read yet");
    }

    boolean live() {
        return problems.isEmpty();
    }

    /** Whether it holds another workflow for sure. */
    boolean hasTurnedFrom(WorkflowKey workflow) {
        return claim.filter(other -> !other.equals(workflow)).isPresent();
    }
}
