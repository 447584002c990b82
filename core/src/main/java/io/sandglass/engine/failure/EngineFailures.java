package io.sandglass.engine.failure;

import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeResult.Failed;
import io.sandglass.plugin.Usage;
import io.sandglass.run.Asked;
import io.sandglass.run.Excess;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.store.StoreUnavailable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The failures that the engine itself finds. */
public final class EngineFailures {
    private static final int MESSAGE = 2_000;
    private static final String TIMEOUT = "Timeout";
    private static final String OUTCOME_UNKNOWN = "OutcomeUnknown";

    private EngineFailures() {}

    public static NodeResult timeout(Duration after) {
        String message = "the attempt took longer than " + after + "; raise the node's timeout or make it faster";
        return failed(NodeFailure.of(FailureKind.LIMIT, TIMEOUT, message).retryable(true));
    }

    public static NodeResult cancelled(String reason) {
        return failed(FailureKind.USER, "Cancelled", reason);
    }

    /** @param times how many attempts in a row did not live to see their end */
    public static Failed crashed(int times) {
        String message = "the process ended " + times + " times while this node ran, so it is not started again; see"
                + " what ends the process (its memory, a native library), then start a new run";
        return new Failed(
                NodeFailure.of(FailureKind.INTERNAL, "Crashed", message).retryable(false), Usage.NONE);
    }

    /** Of a node that must not run twice. @param attempt that nobody knows the outcome of */
    public static Failed outcomeUnknown(int attempt) {
        String message = "the process or the service ended while attempt " + attempt + " ran, so nobody knows what it"
                + " did; its delivery is at-most-once, so it is not made again. Find out, then retry or rerun the run";
        return new Failed(
                NodeFailure.of(FailureKind.INTERNAL, OUTCOME_UNKNOWN, message).retryable(false), Usage.NONE);
    }

    /** Whether the failure leaves open what the node's code did. */
    public static boolean leavesOutcomeOpen(NodeFailure failure) {
        return failure.code().equals(TIMEOUT) || failure.code().equals(OUTCOME_UNKNOWN);
    }

    /** Somebody decided against it. */
    public static NodeResult rejected(Asked asked) {
        return failed(FailureKind.USER, "Rejected", "rejected " + asked);
    }

    /** The attempt was cut off because the service closes. */
    public static NodeFailure serviceClosed() {
        String message = "the service closed before the attempt ended; it is made again at the next start";
        return NodeFailure.of(FailureKind.EXTERNAL, AttemptFailed.SERVICE_CLOSED, message);
    }

    public static NodeResult evaluation(@Nullable String message) {
        return failed(FailureKind.USER, "EvaluationFailed", message);
    }

    /** @param code of the failure: it is not granted, or not there */
    public static NodeResult secretMissing(String code, @Nullable String message) {
        return failed(FailureKind.USER, code, message);
    }

    /** What the node or its condition is to be given has left memory, and cannot be read again now. */
    public static NodeResult inputUnreadable(StoreUnavailable why) {
        return failed(FailureKind.EXTERNAL, AttemptFailed.INPUT_UNREADABLE, why.getMessage());
    }

    /** Whether it is a failure, and no attempt that could not be made yet. */
    public static boolean isFailure(NodeResult result) {
        return result instanceof Failed && !isInputUnreadable(result);
    }

    /** Whether the attempt could not be made yet, as {@link #inputUnreadable} says. */
    public static boolean isInputUnreadable(NodeResult result) {
        return result instanceof Failed failed && failed.failure().code().equals(AttemptFailed.INPUT_UNREADABLE);
    }

    /** What the node's code wanted to read, or put out, has left memory, and cannot be read again now. */
    public static NodeResult payloadUnreadable(StoreUnavailable why) {
        return failed(FailureKind.EXTERNAL, "PayloadUnreadable", why.getMessage());
    }

    public static NodeResult badConfig(@Nullable String message) {
        return failed(FailureKind.USER, "BadConfig", message);
    }

    /** @param e whatever the plugin threw; only its class and message are kept */
    public static NodeResult pluginError(Throwable e) {
        return failed(FailureKind.INTERNAL, "PluginError", describe(e));
    }

    public static NodeResult pluginError(String message) {
        return failed(FailureKind.INTERNAL, "PluginError", message);
    }

    public static NodeResult outputTooLarge(Excess excess, Usage usage) {
        return outputTooLarge(
                "the output takes " + excess.told() + "; return less or raise " + excess.limit("output"), usage);
    }

    /** Of what a node waits for. @param most characters there may be */
    public static NodeResult aboutTooLong(int most, Usage usage) {
        return outputTooLarge(
                "the signal's name, or the question, that the node waits with has more than " + most
                        + " characters; shorten it",
                usage);
    }

    private static NodeResult outputTooLarge(String message, Usage usage) {
        Usage told = usage.with(usage.execution().withOutcome("OUTPUT_LIMIT"));
        return new Failed(NodeFailure.of(FailureKind.LIMIT, "OutputTooLarge", message), told);
    }

    public static NodeResult budgetSpent(String why) {
        return failed(NodeFailure.of(FailureKind.LIMIT, "BudgetSpent", why));
    }

    public static NodeResult inputTooLarge(Excess excess) {
        String message = "'with' takes " + excess.told() + "; give it less or raise " + excess.limit("input");
        return failed(NodeFailure.of(FailureKind.LIMIT, "InputTooLarge", message));
    }

    /** What an attempt that was told to stop has used by its end, however it ended. */
    public static NodeResult having(NodeResult stopped, Usage used) {
        return stopped instanceof Failed failed
                ? new Failed(failed.failure(), used.with(used.execution().withOutcome("")))
                : stopped;
    }

    /**
     * The failure that a node's code told of, with a message that fits on a line; {@code Plugin} stands before a code with
     * which the attempt would not count, so that no node can have itself tried for ever.
     */
    public static NodeResult told(Failed failed) {
        NodeFailure failure = failed.failure();
        String message = OneLine.of(failure.message(), MESSAGE);
        String code = AttemptFailed.isUncounted(failure.code()) ? "Plugin" + failure.code() : failure.code();
        return message.equals(failure.message()) && code.equals(failure.code())
                ? failed
                : new Failed(new NodeFailure(failure.kind(), code, message, failure.retryable()), failed.usage());
    }

    private static NodeResult failed(FailureKind kind, String code, @Nullable String message) {
        return failed(NodeFailure.of(kind, code, OneLine.of(String.valueOf(message), MESSAGE)));
    }

    private static NodeResult failed(NodeFailure failure) {
        return NodeResult.failed(failure);
    }

    /** A plugin's exception may itself throw when asked. */
    public static String describe(Throwable e) {
        String name = e.getClass().getName();
        try {
            return e.getMessage() == null ? name : name + ": " + e.getMessage();
        } catch (Throwable unreadable) {
            return name + ", whose message cannot be read";
        }
    }
}
