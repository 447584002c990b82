package io.sandglass.store;

import static java.util.Objects.requireNonNull;

import io.sandglass.spec.WorkflowKey;
import java.time.Instant;

/**
 * One revision of a workflow, as its author wrote it.
 *
 * @param revision counts from 1 in each workflow
 * @param body the text, never rewritten
 * @param sha256 of the text's UTF-8 bytes, 64 hex digits
 * @param source where it came from, for people: a file name
 */
public record StoredSpec(
        WorkflowKey workflow, int revision, String body, String sha256, String source, Instant createdAt) {
    public StoredSpec {
        requireNonNull(workflow, "workflow");
        requireNonNull(body, "body");
        requireNonNull(sha256, "sha256");
        requireNonNull(source, "source");
        requireNonNull(createdAt, "createdAt");
    }
}
