package io.sandglass.store;

import static java.util.Objects.requireNonNull;

import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.spec.WorkflowKey;

/**
 * The run that a request with a key has started.
 *
 * @param revision the revision of the workflow it is pinned to
 * @param inputs digest of the inputs as they were given
 */
public record KeyedRun(RunId run, WorkflowKey workflow, int revision, String inputs) {
    public KeyedRun {
        requireNonNull(run, "run");
        requireNonNull(workflow, "workflow");
        requireNonNull(inputs, "inputs");
    }

    /** @param started its first record, with a key */
    public static KeyedRun of(RunId run, RunStarted started) {
        String inputs = started.request().orElseThrow().inputs();
        return new KeyedRun(run, started.workflow(), started.revision(), inputs);
    }
}
