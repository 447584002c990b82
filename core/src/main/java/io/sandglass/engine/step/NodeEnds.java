package io.sandglass.engine.step;

import io.sandglass.engine.failure.EngineFailures;
import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeResult.Awaiting;
import io.sandglass.plugin.NodeResult.Completed;
import io.sandglass.plugin.NodeResult.Failed;
import io.sandglass.plugin.NodeResult.Skipped;
import io.sandglass.plugin.NodeResult.Suspended;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Usage;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.NodeAwaits;
import io.sandglass.run.RunEvent.NodeSkipped;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.NodeSuspended;
import io.sandglass.spec.Delivery;
import io.sandglass.spec.FailurePolicy;
import io.sandglass.spec.NodeSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the end of an attempt means for its node. */
final class NodeEnds {
    private final StepDraft draft;
    private final Stopping stopping;

    NodeEnds(StepDraft draft, Stopping stopping) {
        this.draft = draft;
        this.stopping = stopping;
    }

    void take(Input.Done done) {
        String id = draft.id(done.node());
        NodeResult result = done.result();
        if (result instanceof Completed completed) {
            draft.emit(new NodeSucceeded(id, done.attempt(), completed.output(), completed.usage(), draft.at));
        } else if (result instanceof Failed failed) {
            failOrWait(done, failed);
        } else if (result instanceof Skipped skipped) {
            draft.emit(new NodeSkipped(id, skipped.reason(), draft.at));
        } else if (result instanceof Suspended suspended) {
            draft.emit(new NodeSuspended(id, done.attempt(), suspended.wakeAt(), suspended.output(), draft.at));
            draft.later(done.node(), Duration.between(draft.at, suspended.wakeAt()));
        } else if (result instanceof Awaiting awaiting) {
            await(done.node(), done.attempt(), awaiting.expectation());
        } else {
            throw new AssertionError(result);
        }
    }

    private void failOrWait(Input.Done done, Failed failed) {
        if (EngineFailures.isInputUnreadable(failed)) {
            tryLater(done, failed);
        } else {
            fail(done, failed);
        }
    }

    /** Its code has not run, so that nothing counts, and nothing is said of a start that is not on record. */
    private void tryLater(Input.Done done, Failed failed) {
        Duration wait = ReadAgain.after(done.elapsed());
        if (draft.node(done.node()).status() == NodeStatus.RUNNING) {
            Optional<Instant> again = Optional.of(draft.at.plus(wait));
            draft.emit(new AttemptFailed(
                    draft.id(done.node()), done.attempt(), failed.failure(), again, failed.usage(), draft.at));
        }
        draft.later(done.node(), wait);
    }

    void fail(Input.Done done, Failed failed) {
        String id = draft.id(done.node());
        NodeFailure failure = failed.failure();
        int failures = draft.node(done.node()).failures() + 1;
        NodeSpec spec = draft.planned(done.node()).spec();
        boolean mayRepeat = spec.delivery() == Delivery.AT_LEAST_ONCE || !EngineFailures.leavesOutcomeOpen(failure);
        Optional<Duration> delay = mayRepeat
                ? new Backoff(spec.retry(), draft.situation.run(), id).next(failure, failures, done.elapsed())
                : Optional.empty();
        draft.emit(new AttemptFailed(id, done.attempt(), failure, delay.map(draft.at::plus), failed.usage(), draft.at));
        delay.ifPresent(wait -> draft.later(done.node(), wait));
        if (delay.isEmpty() && draft.policy() == FailurePolicy.HALT) {
            stopping.stopRest();
        }
    }

    /** Ends a node that waited, without any retry: making it again would only make it wait again. */
    void conclude(int node, NodeResult result) {
        String id = draft.id(node);
        int attempt = draft.node(node).attempts();
        draft.command(new Command.GiveUp(node, "the node no longer waits")); // its deadline
        if (result instanceof Completed completed) {
            draft.emit(new NodeSucceeded(id, attempt, completed.output(), completed.usage(), draft.at));
        } else if (result instanceof Failed failed) {
            draft.emit(new AttemptFailed(id, attempt, failed.failure(), Optional.empty(), failed.usage(), draft.at));
            if (draft.policy() == FailurePolicy.HALT) {
                stopping.stopRest();
            }
        } else {
            throw new AssertionError(result);
        }
    }

    /** A signal that was sent before counts as one that is sent now. */
    private void await(int node, int attempt, Expectation expectation) {
        draft.emit(new NodeAwaits(draft.id(node), attempt, expectation, draft.at));
        Optional<Payload> known = expectation.kind() == Expectation.Kind.SIGNAL
                ? draft.state().signal(expectation.about())
                : Optional.empty();
        if (known.isPresent()) {
            conclude(node, new Completed(known.get(), Usage.NONE));
        } else {
            expectation.deadline().ifPresent(deadline -> draft.later(node, Duration.between(draft.at, deadline.at())));
        }
    }
}
