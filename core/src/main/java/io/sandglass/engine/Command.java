package io.sandglass.engine;

import java.time.Duration;

/** What a step wants done. */
sealed interface Command {
    /** Begin an attempt of a node. */
    record Start(int node, int attempt) implements Command {}

    /** Come back to a node with {@link Input.Due}. */
    record Later(int node, Duration delay) implements Command {}

    /** Cancel every attempt that is out, forget every timer. */
    record StopAll(String reason) implements Command {}

    /** Evaluate the workflow's outputs and come back with {@link Input.Outputs}. */
    record EvaluateOutputs() implements Command {}
}
