package io.sandglass.store;

import static java.util.Objects.requireNonNull;

import io.sandglass.run.Sha256;
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

    /** With the checksum of the text. */
    public static StoredSpec of(WorkflowKey workflow, int revision, String body, String source, Instant createdAt) {
        return new StoredSpec(workflow, revision, body, Sha256.hex(body), source, createdAt);
    }

    /** Whether the text is the one that was stored. */
    public boolean intact() {
        return sha256.equals(Sha256.hex(body));
    }
}
