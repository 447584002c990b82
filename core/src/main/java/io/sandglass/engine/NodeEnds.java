package io.sandglass.engine;

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
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.NodeAwaits;
import io.sandglass.run.RunEvent.NodeSkipped;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.NodeSuspended;
import io.sandglass.spec.Delivery;
import io.sandglass.spec.FailurePolicy;
import io.sandglass.spec.NodeSpec;
import java.time.Duration;
import java.util.Optional;

/** What the end of an attempt means for its node. */
final class NodeEnds {
    private final StepBooks books;
    private final Stopping stopping;

    NodeEnds(StepBooks books, Stopping stopping) {
        this.books = books;
        this.stopping = stopping;
    }

    void take(Input.Done done) {
        String id = books.id(done.node());
        NodeResult result = done.result();
        if (result instanceof Completed completed) {
            books.emit(new NodeSucceeded(id, done.attempt(), completed.output(), completed.usage(), books.at));
        } else if (result instanceof Failed failed) {
            fail(done, failed);
        } else if (result instanceof Skipped skipped) {
            books.emit(new NodeSkipped(id, skipped.reason(), books.at));
        } else if (result instanceof Suspended suspended) {
            books.emit(new NodeSuspended(id, done.attempt(), suspended.wakeAt(), suspended.output(), books.at));
            books.later(done.node(), Duration.between(books.at, suspended.wakeAt()));
        } else if (result instanceof Awaiting awaiting) {
            await(done.node(), done.attempt(), awaiting.expectation());
        } else {
            throw new AssertionError(result);
        }
    }

    void fail(Input.Done done, Failed failed) {
        String id = books.id(done.node());
        NodeFailure failure = failed.failure();
        int failures = books.node(done.node()).failures() + 1;
        NodeSpec spec = books.planned(done.node()).spec();
        boolean mayRepeat = spec.delivery() == Delivery.AT_LEAST_ONCE || !Failures.leavesOutcomeOpen(failure);
        Optional<Duration> delay = mayRepeat
                ? new Backoff(spec.retry(), books.situation.run(), id).next(failure, failures, done.elapsed())
                : Optional.empty();
        books.emit(new AttemptFailed(id, done.attempt(), failure, delay.map(books.at::plus), failed.usage(), books.at));
        delay.ifPresent(wait -> books.later(done.node(), wait));
        if (delay.isEmpty() && books.policy() == FailurePolicy.HALT) {
            stopping.stopRest();
        }
    }

    /** Ends a node that waited, without any retry: making it again would only make it wait again. */
    void conclude(int node, NodeResult result) {
        String id = books.id(node);
        int attempt = books.node(node).attempts();
        books.command(new Command.GiveUp(node, "the node no longer waits")); // its deadline
        if (result instanceof Completed completed) {
            books.emit(new NodeSucceeded(id, attempt, completed.output(), completed.usage(), books.at));
        } else if (result instanceof Failed failed) {
            books.emit(new AttemptFailed(id, attempt, failed.failure(), Optional.empty(), failed.usage(), books.at));
            if (books.policy() == FailurePolicy.HALT) {
                stopping.stopRest();
            }
        } else {
            throw new AssertionError(result);
        }
    }

    /** A signal that was sent before counts as one that is sent now. */
    private void await(int node, int attempt, Expectation expectation) {
        books.emit(new NodeAwaits(books.id(node), attempt, expectation, books.at));
        Optional<Payload> known = expectation.kind() == Expectation.Kind.SIGNAL
                ? books.state().signal(expectation.about())
                : Optional.empty();
        if (known.isPresent()) {
            conclude(node, new Completed(known.get(), Usage.NONE));
        } else {
            expectation.deadline().ifPresent(deadline -> books.later(node, Duration.between(books.at, deadline.at())));
        }
    }
}
