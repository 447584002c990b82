package io.sandglass.engine;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.spec.WorkflowKey;
import java.util.OptionalInt;

/**
 * Asks for a run.
 *
 * @param revision the revision to run; empty for the newest
 * @param inputs an object; what it lacks takes the workflow's defaults
 */
public record LaunchRequest(WorkflowKey workflow, OptionalInt revision, Payload inputs, Cause cause) {
    public LaunchRequest {
        requireNonNull(workflow, "workflow");
        requireNonNull(revision, "revision");
        inputs.object();
        requireNonNull(cause, "cause");
    }
}
