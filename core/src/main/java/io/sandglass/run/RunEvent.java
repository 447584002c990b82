package io.sandglass.run;

import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Usage;
import io.sandglass.spec.WorkflowKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened in a run. A run's events in their order are the whole truth about it: state is what comes of
 * applying them, at run time and after a crash alike.
 */
public sealed interface RunEvent {
    /** When it happened, to the millisecond. */
    Instant at();

    /**
     * The first event of every run.
     *
     * @param revision the revision of the workflow it is pinned to
     * @param inputs complete, defaults filled in; an object
     * @param digests digest of the code behind each node, by node id
     */
    record RunStarted(
            WorkflowKey workflow, int revision, Payload inputs, Cause cause, Map<String, String> digests, Instant at)
            implements RunEvent {
        public RunStarted {
            digests = Map.copyOf(digests);
        }

        /** The trigger that started it; empty if it was started by hand without one. */
        public Optional<TriggerKey> trigger() {
            return cause.trigger().map(name -> new TriggerKey(workflow, name));
        }
    }

    /**
     * The run waits: as many of its key go on as may. Nothing of it starts until it is admitted.
     *
     * @param key runs of the same key count together
     */
    record RunQueued(String key, Instant at) implements RunEvent {}

    /** The run has its place among those of its key until it ends. */
    record RunAdmitted(String key, Instant at) implements RunEvent {}

    /** An event of one node. */
    sealed interface NodeEvent extends RunEvent {
        String node();
    }

    /**
     * An attempt begins.
     *
     * @param attempt counts from 1
     */
    record AttemptStarted(String node, int attempt, Instant at) implements NodeEvent {}

    record NodeSucceeded(String node, int attempt, Payload output, Usage usage, Instant at) implements NodeEvent {}

    /**
     * An attempt failed.
     *
     * @param retryAt when the next attempt is due; empty if the node has failed for good
     */
    record AttemptFailed(
            String node, int attempt, NodeFailure failure, Optional<Instant> retryAt, Usage usage, Instant at)
            implements NodeEvent {
        /** The code of an attempt that was cut off because the service closed. */
        public static final String SERVICE_CLOSED = "ServiceClosed";

        /** Whether the attempt counts among those that the node may make. */
        public boolean counts() {
            return !failure.code().equals(SERVICE_CLOSED);
        }
    }

    /**
     * The node waits without a thread.
     *
     * @param wakeAt when it completes
     * @param output what it completes with
     */
    record NodeSuspended(String node, int attempt, Instant wakeAt, Payload output, Instant at) implements NodeEvent {}

    /**
     * The node will not run.
     *
     * @param reason one clause, such as {@code 'when' is false} or {@code needs 'load', which failed}
     */
    record NodeSkipped(String node, String reason, Instant at) implements NodeEvent {}

    /** The node was stopped, or never started, because the run is being cancelled or halted. */
    record NodeCancelled(String node, String reason, Instant at) implements NodeEvent {}

    /** Somebody asked for the run to stop. */
    record CancelRequested(String reason, Instant at) implements RunEvent {}

    /**
     * The last event of every run.
     *
     * @param outputs the workflow's outputs; an empty object unless it succeeded
     * @param error why it did not succeed, in one sentence
     */
    record RunEnded(RunStatus status, Payload outputs, Optional<String> error, Instant at) implements RunEvent {}
}
