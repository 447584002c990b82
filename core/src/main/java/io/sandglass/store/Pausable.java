package io.sandglass.store;

import static java.util.Objects.requireNonNull;

import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import java.util.Optional;

/**
 * Something that can be paused: a workflow with all its triggers, or one trigger.
 *
 * @param trigger the trigger's name; empty for the whole workflow
 */
public record Pausable(WorkflowKey workflow, Optional<String> trigger) {
    public Pausable {
        requireNonNull(workflow, "workflow");
        requireNonNull(trigger, "trigger");
    }

    public static Pausable of(WorkflowKey workflow) {
        return new Pausable(workflow, Optional.empty());
    }

    public static Pausable of(TriggerKey trigger) {
        return new Pausable(trigger.workflow(), Optional.of(trigger.name()));
    }

    /** {@code workflow shop/orders} or {@code trigger shop/orders#nightly}. */
    @Override
    public String toString() {
        return trigger.map(name -> "trigger " + new TriggerKey(workflow, name)).orElse("workflow " + workflow);
    }
}
