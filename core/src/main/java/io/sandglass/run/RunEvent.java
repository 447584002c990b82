package io.sandglass.run;

import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Usage;
import io.sandglass.spec.WorkflowKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
     * @param request what tells whether another request asks for this run again; empty if the request had no key
     * @param digests digest of the code behind each node, by node id
     */
    record RunStarted(
            WorkflowKey workflow,
            int revision,
            Payload inputs,
            Cause cause,
            Optional<KeyedRequest> request,
            Map<String, String> digests,
            Instant at)
            implements RunEvent {
        public RunStarted {
            digests = Map.copyOf(digests);
        }

        /** Of a request without a key. */
        public RunStarted(
                WorkflowKey workflow,
                int revision,
                Payload inputs,
                Cause cause,
                Map<String, String> digests,
                Instant at) {
            this(workflow, revision, inputs, cause, Optional.empty(), digests, at);
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

        /** The code of an attempt that ended before its code ran, as what it was to be given could not be read then. */
        public static final String INPUT_UNREADABLE = "InputUnreadable";

        /** Whether the attempt counts among those that the node may make. */
        public boolean counts() {
            return !isUncounted(failure.code());
        }

        /** Whether attempts that ended with this code do not count, so that only an engine may give it. */
        public static boolean isUncounted(String code) {
            return code.equals(SERVICE_CLOSED) || code.equals(INPUT_UNREADABLE);
        }
    }

    /**
     * The node waits without a thread.
     *
     * @param wakeAt when it completes
     * @param output what it completes with
     */
    record NodeSuspended(String node, int attempt, Instant wakeAt, Payload output, Instant at) implements NodeEvent {}

    /** The node waits without a thread for somebody outside. */
    record NodeAwaits(String node, int attempt, Expectation expectation, Instant at) implements NodeEvent {}

    /**
     * The node will not run.
     *
     * @param reason one clause, such as {@code 'when' is false} or {@code needs 'load', which failed}
     */
    record NodeSkipped(String node, String reason, Instant at) implements NodeEvent {}

    /**
     * An attempt wrote a value that the nodes of the run share.
     *
     * @param value empty if it was removed
     */
    record ValueWritten(String node, int attempt, String key, Optional<Payload> value, Instant at)
            implements RunEvent {}

    /** The node was stopped, or never started, because the run is being cancelled or halted. */
    record NodeCancelled(String node, String reason, Instant at) implements NodeEvent {}

    /** What somebody did to the run from outside. */
    sealed interface SteeringEvent extends RunEvent {
        Asked asked();
    }

    /**
     * The node has its end without an attempt that led to it: somebody said so, or a rerun took over what the run before
     * had recorded.
     *
     * @param status SUCCEEDED, FAILED or SKIPPED
     * @param output of a node that succeeded; else an empty object
     */
    record NodeForced(String node, NodeStatus status, Payload output, Asked asked, Instant at)
            implements NodeEvent, SteeringEvent {
        /** The failure of a node that was forced to fail. */
        public NodeFailure failure() {
            return NodeFailure.of(FailureKind.USER, "Forced", "it was made to fail " + asked);
        }
    }

    /**
     * Somebody asked for the run to stop.
     *
     * @param kill whether what runs is given up at once
     */
    record CancelRequested(Asked asked, boolean kill, Instant at) implements SteeringEvent {
        /** By somebody, with grace. */
        public CancelRequested(String reason, Instant at) {
            this(new Asked("", reason), false, at);
        }

        public String reason() {
            return asked.why();
        }
    }

    /** From now on nothing new starts. */
    record RunPaused(Asked asked, Instant at) implements SteeringEvent {}

    /** The end of a pause. */
    record RunResumed(Asked asked, Instant at) implements SteeringEvent {}

    /**
     * A run that had ended goes on.
     *
     * @param nodes those that are as if they had never run, but that their attempts count on; none of them succeeded
     */
    record RunReopened(List<String> nodes, Asked asked, Instant at) implements SteeringEvent {
        public RunReopened {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * Something was told to the run.
     *
     * @param node the node it is for, if it is a decision on that node; a signal is for all, now and later
     * @param data an object
     */
    record SignalReceived(Optional<String> node, String name, Payload data, Asked asked, Instant at)
            implements SteeringEvent {}

    /** @param priority from 0 to 9, 9 first */
    record PriorityChanged(int priority, Asked asked, Instant at) implements SteeringEvent {}

    /**
     * The run has ended. It is the last event unless a {@link RunReopened} follows.
     *
     * @param outputs the workflow's outputs; an empty object unless it succeeded
     * @param error why it did not succeed, in one sentence
     * @param took since it was launched, to the millisecond, whatever became of the wall clock meanwhile; empty if nobody
     *     measured it
     */
    record RunEnded(RunStatus status, Payload outputs, Optional<String> error, Optional<Duration> took, Instant at)
            implements RunEvent {
        /** Not measured. */
        public RunEnded(RunStatus status, Payload outputs, Optional<String> error, Instant at) {
            this(status, outputs, error, Optional.empty(), at);
        }

        /** The same end, after so long. */
        public RunEnded after(Duration measured) {
            return new RunEnded(status, outputs, error, Optional.of(measured.truncatedTo(ChronoUnit.MILLIS)), at);
        }
    }
}
