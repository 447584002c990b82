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
 * @param firstStartedAt when its first attempt began
 */
public record NodeProgress(
        NodeState state, int endedNeeds, int attempts, int failures, Optional<Instant> firstStartedAt) {
    static final NodeProgress NONE = new NodeProgress(new NodeState.Waiting(), 0, 0, 0, Optional.empty());
    private static final NodeState RUNNING = new NodeState.Running();

    public NodeProgress {
        requireNonNull(state, "state");
        requireNonNull(firstStartedAt, "firstStartedAt");
    }

    public NodeStatus status() {
        return state.status();
    }

    NodeProgress began(int attempt, Instant at) {
        return new NodeProgress(RUNNING, endedNeeds, attempt, failures, firstStartedAt.or(() -> Optional.of(at)));
    }

    NodeProgress failed(NodeState next) {
        return new NodeProgress(next, endedNeeds, attempts, failures + 1, firstStartedAt);
    }

    NodeProgress became(NodeState next) {
        return new NodeProgress(next, endedNeeds, attempts, failures, firstStartedAt);
    }

    NodeProgress oneMoreNeedEnded() {
        return new NodeProgress(state, endedNeeds + 1, attempts, failures, firstStartedAt);
    }
}
