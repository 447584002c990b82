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

    /** Give up every attempt that is out, without grace, forget every timer. */
    record KillAll(String reason) implements Command {}

    /** Give up the attempt of a node if one is out, and its timer: nothing is to be heard of them. */
    record GiveUp(int node, String reason) implements Command {}

    /** The run has another priority. */
    record Reprioritise() implements Command {}

    /** Take back every attempt that was handed out but has not begun. */
    record WithdrawQueued() implements Command {}
}
