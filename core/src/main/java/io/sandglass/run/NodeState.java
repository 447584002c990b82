package io.sandglass.run;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.Payload;
import java.time.Instant;
import java.util.Optional;

/** Where a node stands, with what that state has to tell. */
public sealed interface NodeState {
    NodeStatus status();

    /** What expressions read as the node's output; empty unless it succeeded. */
    default Optional<Payload> output() {
        return Optional.empty();
    }

    /** Neither started nor given up. */
    record Waiting() implements NodeState {
        @Override
        public NodeStatus status() {
            return NodeStatus.WAITING;
        }
    }

    record Running() implements NodeState {
        @Override
        public NodeStatus status() {
            return NodeStatus.RUNNING;
        }
    }

    /** @param due when the next attempt starts */
    record Retrying(Instant due) implements NodeState {
        public Retrying {
            requireNonNull(due, "due");
        }

        @Override
        public NodeStatus status() {
            return NodeStatus.RETRYING;
        }
    }

    /**
     * @param since when it began to wait
     * @param result what it completes with at {@code wakeAt}
     */
    record Suspended(Instant since, Instant wakeAt, Payload result) implements NodeState {
        public Suspended {
            requireNonNull(since, "since");
            requireNonNull(wakeAt, "wakeAt");
            requireNonNull(result, "result");
        }

        @Override
        public NodeStatus status() {
            return NodeStatus.SUSPENDED;
        }
    }

    /** @param since when it began to wait */
    record Awaiting(Expectation expectation, Instant since) implements NodeState {
        public Awaiting {
            requireNonNull(expectation, "expectation");
            requireNonNull(since, "since");
        }

        @Override
        public NodeStatus status() {
            return NodeStatus.SUSPENDED;
        }
    }

    record Succeeded(Payload result) implements NodeState {
        public Succeeded {
            requireNonNull(result, "result");
        }

        @Override
        public NodeStatus status() {
            return NodeStatus.SUCCEEDED;
        }

        @Override
        public Optional<Payload> output() {
            return Optional.of(result);
        }
    }

    record Failed(NodeFailure failure) implements NodeState {
        public Failed {
            requireNonNull(failure, "failure");
        }

        @Override
        public NodeStatus status() {
            return NodeStatus.FAILED;
        }
    }

    record Skipped(String reason) implements NodeState {
        public Skipped {
            requireNonNull(reason, "reason");
        }

        @Override
        public NodeStatus status() {
            return NodeStatus.SKIPPED;
        }
    }

    record Cancelled(String reason) implements NodeState {
        public Cancelled {
            requireNonNull(reason, "reason");
        }

        @Override
        public NodeStatus status() {
            return NodeStatus.CANCELLED;
        }
    }
}
