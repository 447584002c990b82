package io.sandglass.store;

import static java.util.Objects.requireNonNull;

import io.sandglass.spec.WorkflowKey;
import java.time.Instant;
import java.util.Optional;

/**
 * The outcome of deploying a file in {@code workflows/}.
 *
 * @param file its name inside that directory
 * @param workflow the workflow it holds, if that could be read
 * @param revision the revision that is live; 0 if there is none
 * @param problems why the file was refused, a line each; empty if it is live as it stands
 */
public record Deployment(String file, Optional<WorkflowKey> workflow, int revision, String problems, Instant at) {
    public Deployment {
        requireNonNull(file, "file");
        requireNonNull(workflow, "workflow");
        requireNonNull(problems, "problems");
        requireNonNull(at, "at");
    }
}
