package io.sandglass.engine;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.IdempotencyKey;
import io.sandglass.spec.WorkflowKey;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Asks for a run.
 *
 * @param revision the revision to run; empty for the newest
 * @param inputs an object; what it lacks takes the workflow's defaults
 * @param key the same in each request for the same run of a tenant, so that it is started once; empty if each request is for
 *     another run
 */
public record LaunchRequest(
        WorkflowKey workflow, OptionalInt revision, Payload inputs, Cause cause, Optional<String> key) {
    public LaunchRequest {
        requireNonNull(workflow, "workflow");
        requireNonNull(revision, "revision");
        inputs.object();
        requireNonNull(cause, "cause");
        key.ifPresent(IdempotencyKey::check);
    }

    /** Without a key. */
    public LaunchRequest(WorkflowKey workflow, OptionalInt revision, Payload inputs, Cause cause) {
        this(workflow, revision, inputs, cause, Optional.empty());
    }

    /** Of somebody who starts a revision of a workflow by hand. */
    public static LaunchRequest byHand(WorkflowKey workflow, int revision, Payload inputs, Optional<String> key) {
        return new LaunchRequest(workflow, OptionalInt.of(revision), inputs, Cause.manual(), key);
    }

    public LaunchRequest key(String key) {
        return new LaunchRequest(workflow, revision, inputs, cause, Optional.of(key));
    }
}
