package io.sandglass.engine.step;

import io.sandglass.engine.failure.EngineFailures;
import io.sandglass.plugin.NodeResult.Failed;
import io.sandglass.run.NodeProgress;
import io.sandglass.run.NodeState;
import io.sandglass.spec.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a run goes on: when it begins, after a restart, after a pause. Times that are set are left as they are; only after
 * a restart, when none is, the wall clock says how much of them is left.
 */
final class Resumption {
    /** How long a node waits after each crash in a row; one more, and it fails. */
    private static final List<Duration> AFTER_CRASH =
            List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(10));

    private final StepDraft draft;
    private final Readiness readiness;
    private final Stopping stopping;
    private final NodeEnds ends;

    Resumption(StepDraft draft, Readiness readiness, Stopping stopping, NodeEnds ends) {
        this.draft = draft;
        this.readiness = readiness;
        this.stopping = stopping;
        this.ends = ends;
    }

    void goOn() {
        if (readiness.stopping().isPresent()) {
            stopping.stopRest();
            return;
        }
        IntStream.range(0, draft.state().graph().size())
                .filter(node -> !draft.isOut(node) && !draft.isAlarmed(node))
                .forEach(this::goOn);
    }

    private void goOn(int node) {
        NodeState state = draft.node(node).state();
        if (draft.isAnnounced(node)) {
            readiness.startAnnounced(node);
        } else if (state instanceof NodeState.Suspended suspended) {
            draft.later(node, left(suspended.since(), suspended.wakeAt()));
        } else if (state instanceof NodeState.Awaiting awaiting) {
            awaiting.expectation()
                    .deadline()
                    .ifPresent(deadline -> draft.later(node, left(awaiting.since(), deadline.at())));
        } else if (state instanceof NodeState.Waiting) {
            readiness.skipIfItCannotRun(node);
            readiness.startIfReady(node);
        } else if (readiness.mayStart()) {
            tryAgain(node, draft.node(node));
        }
    }

    private void tryAgain(int node, NodeProgress progress) {
        if (progress.state() instanceof NodeState.Retrying retrying) {
            Duration longest = draft.planned(node).spec().retry().maxDelay();
            draft.later(node, shorter(Duration.between(draft.at, retrying.due()), longest));
        } else if (progress.state() instanceof NodeState.Running) {
            resumeCutOff(node, progress);
        }
    }

    /** A node that ends the process must not do so at every start for ever. */
    private void resumeCutOff(int node, NodeProgress progress) {
        int crashes = progress.crashes() + 1;
        if (draft.planned(node).spec().delivery() == Delivery.AT_MOST_ONCE) {
            ends.conclude(node, EngineFailures.outcomeUnknown(progress.attempts()));
        } else if (crashes <= AFTER_CRASH.size()) {
            draft.later(node, AFTER_CRASH.get(crashes - 1));
        } else {
            Failed crashed = EngineFailures.crashed(crashes);
            ends.fail(new Input.Done(node, progress.attempts(), crashed, Duration.ZERO, draft.at), crashed);
        }
    }

    /** Of a wait: never more than it was when it began, however far the clock was set back since. */
    private Duration left(Instant since, Instant until) {
        return shorter(Duration.between(draft.at, until), Duration.between(since, until));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
