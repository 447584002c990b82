package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.engine.WorkflowEngine;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.trigger.Pauses;
import java.util.Optional;

/** Whether a workflow may be started by hand, as far as pauses go. Thread-safe. */
public final class PausedLaunch {
    private final WorkflowEngine engine;
    private final Pauses pauses;

    public PausedLaunch(WorkflowEngine engine, Pauses pauses) {
        this.engine = requireNonNull(engine, "engine");
        this.pauses = requireNonNull(pauses, "pauses");
    }

    /**
     * Why not; empty if it may, or if the request is an earlier one's again: that starts nothing.
     *
     * @throws IllegalArgumentException if this cannot be a key
     */
    public Optional<String> refusal(WorkflowKey workflow, Optional<String> key) {
        return Pausing.refusal(pauses, workflow)
                .filter(reason ->
                        key.flatMap(text -> engine.launchedWith(workflow, text)).isEmpty());
    }
}
