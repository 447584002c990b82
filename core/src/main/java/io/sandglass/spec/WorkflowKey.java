package io.sandglass.spec;

import static java.util.Objects.requireNonNull;

/** Names a workflow across its revisions. */
public record WorkflowKey(String namespace, String id) {
    public WorkflowKey {
        requireNonNull(namespace, "namespace");
        requireNonNull(id, "id");
    }

    /** Reads {@code namespace/id}, or {@code id} in the namespace {@code default}. */
    public static WorkflowKey parse(String text) {
        int slash = text.lastIndexOf('/');
        return slash < 0
                ? new WorkflowKey("default", text)
                : new WorkflowKey(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return namespace + "/" + id;
    }
}
