package io.sandglass.engine;

import io.sandglass.plugin.Usage;
import io.sandglass.run.NodeProgress;
import io.sandglass.run.NodeState;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.NodeCancelled;
import io.sandglass.run.RunEvent.NodeEvent;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.RunAdmitted;
import io.sandglass.run.RunEvent.ValueWritten;
import io.sandglass.spec.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The engine's mind: what follows from a situation and one thing heard. A pure function; an instance lives for one call.
 *
 * <p>Nodes that cannot run any more are skipped at once. Nodes that can are started only when all that their needs did
 * is durable, so that no node is ever executed again whose success anything was built upon; but the plan may say of a
 * need that it runs ahead, because doing it again would give the same.
 */
final class RunStep {
    /** How soon to look again whether a failure is durable, when its retry is due before. */
    private static final Duration UNTIL_DURABLE = Duration.ofMillis(10);

    private final Situation situation;
    private final StepBooks books;
    private final Readiness readiness;
    private final Stopping stopping;
    private final NodeEnds ends;
    private Optional<Steered.Refused> refused = Optional.empty();

    private RunStep(Situation situation, Instant at) {
        this.situation = situation;
        this.books = new StepBooks(situation, at);
        this.readiness = new Readiness(books);
        this.stopping = new Stopping(books, readiness);
        this.ends = new NodeEnds(books, stopping);
    }

    static Decision decide(Situation situation, Input input) {
        RunStep step = new RunStep(situation, input.at());
        if (situation.current().end().isEmpty()) {
            input.tell(step);
            step.readiness.skipWhatCannotRun();
            step.runEnds().endIfComplete(input instanceof Input.Resumed || isCancel(input));
        }
        return step.books.decision(step.refused);
    }

    private static boolean isCancel(Input input) {
        return input instanceof Input.Steer steer && steer.operation() instanceof Operation.Cancel;
    }

    void resume() {
        resumption().goOn();
    }

    void admitted() {
        if (books.state().queued()) {
            books.emit(new RunAdmitted(books.state().concurrencyKey().orElseThrow(), books.at));
            readiness.announceAll();
        }
    }

    void queueTimedOut(Duration most) {
        if (books.state().queued()) {
            runEnds().giveUp("QueueTimeout: it waited for its turn for " + most);
        }
    }

    void began(Input.Began began) {
        if (!books.ended(began.node())) {
            books.emit(new AttemptStarted(books.id(began.node()), began.attempt(), books.at));
        }
    }

    void wrote(ValueWritten written) {
        books.emit(written);
    }

    /** A result that comes when the run is already stopping is discarded. */
    void done(Input.Done done) {
        if (books.ended(done.node())) {
            return;
        }
        Optional<String> why = readiness.stopping();
        if (why.isPresent()) {
            books.emit(new NodeCancelled(books.id(done.node()), why.get(), books.at));
            return;
        }
        ends.take(done);
    }

    void stored(RunEvent event) {
        if (event instanceof RunAdmitted) {
            resume();
        }
        if (event instanceof NodeEvent nodeEvent) {
            int node = situation.current().graph().index(nodeEvent.node());
            if (event instanceof AttemptStarted && books.isAnnounced(node)) {
                readiness.startAnnounced(node);
            }
            if (situation.durable().node(node).status().ended()) {
                startDependents(situation.current().graph().dependents(node));
            }
        }
    }

    /** Those first that are said to have started. */
    private void startDependents(List<Integer> dependents) {
        if (!situation.underway().announced().isEmpty()) {
            dependents.stream().filter(books::isAnnounced).forEach(readiness::startAnnounced);
        }
        dependents.forEach(readiness::startIfReady);
    }

    void due(int node) {
        NodeProgress progress = books.node(node);
        NodeState state = progress.state();
        boolean again = state instanceof NodeState.Retrying || state instanceof NodeState.Running;
        if (again && !books.isOut(node) && readiness.mayStart()) {
            startAgain(node, progress);
        } else if (state instanceof NodeState.Suspended sleeping) {
            books.emit(new NodeSucceeded(books.id(node), progress.attempts(), sleeping.result(), Usage.NONE, books.at));
        } else if (state instanceof NodeState.Awaiting awaiting) {
            awaiting.expectation().deadline().ifPresent(deadline -> ends.conclude(node, deadline.then()));
        }
    }

    /** Not before the failure is durable: else a crash would make the store forget an attempt that was made. */
    private void startAgain(int node, NodeProgress progress) {
        if (situation.durable().node(node).failures() < progress.failures()) {
            books.later(node, UNTIL_DURABLE);
        } else {
            books.start(node);
        }
    }

    void steer(Input.Steer steer) {
        refused = new Steering(books, readiness, stopping, ends, resumption()).steer(steer);
    }

    /** What has begun has its end on record, so that the next start does not take it for a crash. */
    void interrupted(Set<Integer> begun) {
        Set<Integer> out = new TreeSet<>(situation.underway().live());
        out.addAll(situation.underway().announced());
        for (int node : out) {
            if (begun.contains(node) && !(books.node(node).state() instanceof NodeState.Running)) {
                books.emit(new AttemptStarted(books.id(node), books.node(node).attempts() + 1, books.at));
            }
            if (books.node(node).state() instanceof NodeState.Running) {
                interrupted(node, begun.contains(node));
            }
        }
    }

    private void interrupted(int node, boolean begun) {
        if (begun && books.planned(node).spec().delivery() == Delivery.AT_MOST_ONCE) {
            ends.conclude(node, Failures.outcomeUnknown(books.node(node).attempts()));
            return;
        }
        books.emit(new AttemptFailed(
                books.id(node),
                books.node(node).attempts(),
                Failures.serviceClosed(),
                Optional.of(books.at),
                Usage.NONE,
                books.at));
    }

    /** The starts that a run begins with, if all of {@code current} becomes durable together. */
    static List<RunEvent> firstStarts(Situation situation, Instant at) {
        RunStep step = new RunStep(situation, at);
        step.readiness.announceAll();
        return step.books.decision(Optional.empty()).events();
    }

    void outputs(Input.Outputs outputs) {
        runEnds().outputs(outputs);
    }

    private Resumption resumption() {
        return new Resumption(books, readiness, stopping, ends);
    }

    private RunEnds runEnds() {
        return new RunEnds(books, readiness);
    }
}
