package io.sandglass.engine.explain;

import static java.util.Objects.requireNonNull;

import io.sandglass.run.NodeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a node stands where it stands.
 *
 * @param code stable, for programs
 * @param text one sentence for people
 * @param nodes the first 20 of the nodes it waits for, if that is why
 * @param until when the waiting ends by itself at the latest; empty if it is not known to
 * @param attempts how many attempts have begun
 */
public record NodeReason(
        String node,
        NodeStatus status,
        Code code,
        String text,
        List<String> nodes,
        Optional<Instant> until,
        int attempts) {
    /** The kinds of reasons; the names are stable. */
    public enum Code {
        /** It needs nodes that have not ended. */
        DEPENDENCY,
        /** Its end, or that of a node it needs, is not durable yet. */
        RECORDING,
        /** It waits for a free place to run. */
        SLOT,
        /** An attempt failed or was cut off, and the next one has its time. */
        BACKOFF,
        /** It waits for a time. */
        TIME,
        /** It waits for a signal. */
        SIGNAL,
        /** It waits for somebody to approve or reject it. */
        HUMAN,
        /** Somebody paused the run. */
        PAUSED,
        /** The store cannot write. */
        DEGRADED,
        /** The run is being stopped. */
        STOPPING,
        /** No engine has taken the run up. */
        NOT_OPEN,
        RUNNING,
        SUCCEEDED,
        FAILED,
        SKIPPED,
        CANCELLED
    }

    public NodeReason {
        requireNonNull(node, "node");
        requireNonNull(status, "status");
        requireNonNull(code, "code");
        requireNonNull(text, "text");
        nodes = List.copyOf(nodes);
        requireNonNull(until, "until");
    }
}
