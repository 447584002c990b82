package io.sandglass.run;

import static java.util.Objects.requireNonNull;

import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.NodeAwaits;
import io.sandglass.run.RunEvent.NodeCancelled;
import io.sandglass.run.RunEvent.NodeEvent;
import io.sandglass.run.RunEvent.NodeForced;
import io.sandglass.run.RunEvent.NodeSkipped;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.NodeSuspended;
import java.time.Instant;
import java.util.Optional;

/**
 * A node's state and what led to it.
 *
 * @param endedNeeds how many of the nodes it needs have ended, in whatever way
 * @param attempts number of the last attempt that began; 0 for none
 * @param failures how many attempts failed; one that a crash cut off did not
 * @param crashes how many attempts in a row, up to the last one but for that itself, a crash cut off
 * @param firstStartedAt when its first attempt began
 */
public record NodeProgress(
        NodeState state, int endedNeeds, int attempts, int failures, int crashes, Optional<Instant> firstStartedAt) {
    private static final NodeState WAITING = new NodeState.Waiting();
    static final NodeProgress NONE = new NodeProgress(WAITING, 0, 0, 0, 0, Optional.empty());
    private static final NodeState RUNNING = new NodeState.Running();

    public NodeProgress {
        requireNonNull(state, "state");
        requireNonNull(firstStartedAt, "firstStartedAt");
    }

    public NodeStatus status() {
        return state.status();
    }

    /** The progress after an event of its node. */
    NodeProgress after(NodeEvent event) {
        if (event instanceof AttemptStarted started) {
            return began(started.attempt(), started.at());
        }
        if (event instanceof AttemptFailed failed) {
            NodeState next = failed.retryAt()
                    .<NodeState>map(NodeState.Retrying::new)
                    .orElseGet(() -> new NodeState.Failed(failed.failure()));
            return failed.counts() ? failed(next) : uncounted(next, failed);
        }
        return became(next(event));
    }

    /** An attempt that begins while another runs shows that a crash cut the other off. */
    private NodeProgress began(int attempt, Instant at) {
        int cutOff = status() == NodeStatus.RUNNING ? crashes + 1 : crashes;
        return new NodeProgress(
                RUNNING, endedNeeds, attempt, failures, cutOff, firstStartedAt.or(() -> Optional.of(at)));
    }

    private NodeProgress failed(NodeState next) {
        return new NodeProgress(next, endedNeeds, attempts, failures + 1, 0, firstStartedAt);
    }

    /** The attempt ended, but that was not the node's fault; only of code that ran does it show that it crashes nothing. */
    private NodeProgress uncounted(NodeState next, AttemptFailed failed) {
        int cutOff = failed.failure().code().equals(AttemptFailed.INPUT_UNREADABLE) ? crashes : 0;
        return new NodeProgress(next, endedNeeds, attempts, failures, cutOff, firstStartedAt);
    }

    private NodeProgress became(NodeState next) {
        return new NodeProgress(next, endedNeeds, attempts, failures, crashes, firstStartedAt);
    }

    /** As if it had never run, but that its attempts count on. */
    NodeProgress reopened() {
        return new NodeProgress(WAITING, endedNeeds, attempts, 0, 0, Optional.empty());
    }

    NodeProgress oneMoreNeedEnded() {
        return new NodeProgress(state, endedNeeds + 1, attempts, failures, crashes, firstStartedAt);
    }

    NodeProgress oneNeedReopened() {
        return new NodeProgress(state, endedNeeds - 1, attempts, failures, crashes, firstStartedAt);
    }

    private static NodeState next(NodeEvent event) {
        if (event instanceof NodeSucceeded succeeded) {
            return new NodeState.Succeeded(succeeded.output());
        }
        if (event instanceof NodeSuspended suspended) {
            return new NodeState.Suspended(suspended.at(), suspended.wakeAt(), suspended.output());
        }
        if (event instanceof NodeAwaits awaits) {
            return new NodeState.Awaiting(awaits.expectation(), awaits.at());
        }
        if (event instanceof NodeForced forced) {
            return next(forced);
        }
        if (event instanceof NodeSkipped skipped) {
            return new NodeState.Skipped(skipped.reason());
        }
        if (event instanceof NodeCancelled cancelled) {
            return new NodeState.Cancelled(cancelled.reason());
        }
        throw new AssertionError(event);
    }

    private static NodeState next(NodeForced forced) {
        return switch (forced.status()) {
            case SUCCEEDED -> new NodeState.Succeeded(forced.output());
            case FAILED -> new NodeState.Failed(forced.failure());
            case SKIPPED -> new NodeState.Skipped(forced.asked().toString());
            default -> throw new AssertionError(forced);
        };
    }
}
