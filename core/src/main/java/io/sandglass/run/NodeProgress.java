package io.sandglass.run;

import static java.util.Objects.requireNonNull;

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

    /** An attempt that begins while another runs shows that a crash cut the other off. */
    NodeProgress began(int attempt, Instant at) {
        int cutOff = status() == NodeStatus.RUNNING ? crashes + 1 : crashes;
        return new NodeProgress(
                RUNNING, endedNeeds, attempt, failures, cutOff, firstStartedAt.or(() -> Optional.of(at)));
    }

    NodeProgress failed(NodeState next) {
        return new NodeProgress(next, endedNeeds, attempts, failures + 1, 0, firstStartedAt);
    }

    /** The attempt ended, but that was not the node's fault. */
    NodeProgress interrupted(NodeState next) {
        return new NodeProgress(next, endedNeeds, attempts, failures, 0, firstStartedAt);
    }

    NodeProgress became(NodeState next) {
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
}
