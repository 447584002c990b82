package io.sandglass.run;

import static java.util.Objects.requireNonNull;

import io.sandglass.spec.WorkflowKey;

/** Names a trigger across the revisions of its workflow: {@code namespace/workflow#trigger}. */
public record TriggerKey(WorkflowKey workflow, String name) {
    public TriggerKey {
        requireNonNull(workflow, "workflow");
        requireNonNull(name, "name");
    }

    @Override
    public String toString() {
        return workflow + "#" + name;
    }
}
