package io.sandglass.spec;

import static java.util.Objects.requireNonNull;

/** Names a workflow across its revisions. */
public record WorkflowKey(String namespace, String id) {
    public WorkflowKey {
        requireNonNull(namespace, "namespace");
        requireNonNull(id, "id");
    }

    @Override
    public String toString() {
        return namespace + "/" + id;
    }
}
