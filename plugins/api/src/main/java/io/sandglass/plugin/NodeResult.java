package io.sandglass.plugin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** How an attempt ended, in the node's own words. */
public sealed interface NodeResult {
    /** The node is done and this is its output. */
    static NodeResult completed(Payload output) {
        return new Completed(output, Usage.NONE);
    }

    /** The attempt failed. */
    static NodeResult failed(NodeFailure failure) {
        return new Failed(failure, Usage.NONE);
    }

    /** The node decided that it has nothing to do; nodes that need it are skipped too. */
    static NodeResult skipped(String reason) {
        return new Skipped(reason);
    }

    /** Frees the thread; the node completes by itself at {@code wakeAt}, with an empty object as its output. */
    static NodeResult suspendUntil(Instant wakeAt) {
        return new Suspended(wakeAt, Payload.EMPTY);
    }

    /** Frees the thread until somebody outside gives what is awaited, or its deadline comes. */
    static NodeResult await(Expectation expectation) {
        return new Awaiting(expectation);
    }

    /** What the attempt used; {@link Usage#NONE} where nothing was measured. */
    default Usage usage() {
        return Usage.NONE;
    }

    record Completed(Payload output, Usage usage) implements NodeResult {
        public Completed {
            output = requireNonNull(output, "output").detached();
            requireNonNull(usage, "usage");
        }
    }

    record Failed(NodeFailure failure, Usage usage) implements NodeResult {
        public Failed {
            requireNonNull(failure, "failure");
            requireNonNull(usage, "usage");
        }
    }

    record Skipped(String reason) implements NodeResult {
        public Skipped {
            requireNonNull(reason, "reason");
        }
    }

    /**
     * Waits without a thread.
     *
     * @param wakeAt when the node completes; an instant in the past completes it at once
     * @param output what it completes with
     */
    record Suspended(Instant wakeAt, Payload output) implements NodeResult {
        public Suspended {
            requireNonNull(wakeAt, "wakeAt");
            output = requireNonNull(output, "output").detached();
        }
    }

    /** Waits without a thread for somebody outside. */
    record Awaiting(Expectation expectation) implements NodeResult {
        public Awaiting {
            requireNonNull(expectation, "expectation");
        }
    }
}
