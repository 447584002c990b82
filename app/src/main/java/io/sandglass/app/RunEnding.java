package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.Payload;
import io.sandglass.run.RunStatus;

/**
 * How a run ended.
 *
 * @param error why it did not succeed; empty if it did
 * @param outputs an object
 */
public record RunEnding(String run, String workflow, RunStatus status, long millis, String error, Payload outputs) {
    public RunEnding {
        requireNonNull(run, "run");
        requireNonNull(workflow, "workflow");
        requireNonNull(status, "status");
        requireNonNull(error, "error");
        requireNonNull(outputs, "outputs");
    }
}
