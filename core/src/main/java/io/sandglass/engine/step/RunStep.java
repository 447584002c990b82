package io.sandglass.engine.step;

import io.sandglass.engine.failure.EngineFailures;
import io.sandglass.engine.steering.Operation;
import io.sandglass.engine.steering.SteeringResult;
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
 * Decides what follows from a situation and one thing heard. A pure function; an instance lives for one call.
 *
 * <p>Nodes that cannot run any more are skipped at once. Nodes that can run are started only when the ends of their
 * needs are durable: so a node whose success others have built upon is never executed again. The plan may let nodes run
 * ahead of that behind a need that gives the same when it is done again.
 */
public final class RunStep {
    /** How soon to look again whether a failure is durable, when its retry is due before. */
    private static final Duration UNTIL_DURABLE = Duration.ofMillis(10);

    private final Situation situation;
    private final StepDraft draft;
    private final Readiness readiness;
    private final Stopping stopping;
    private final NodeEnds ends;
    private Optional<SteeringResult.Refused> refused = Optional.empty();

    private RunStep(Situation situation, Instant at) {
        this.situation = situation;
        this.draft = new StepDraft(situation, at);
        this.readiness = new Readiness(draft);
        this.stopping = new Stopping(draft, readiness);
        this.ends = new NodeEnds(draft, stopping);
    }

    /** What follows from the situation and what is heard. Nothing, once the run has ended. */
    public static Decision decide(Situation situation, Input input) {
        RunStep step = new RunStep(situation, input.at());
        if (situation.current().end().isEmpty()) {
            input.tell(step);
            step.readiness.skipWhatCannotRun();
            step.runEnds().endIfComplete(input instanceof Input.Resumed || isCancel(input));
        }
        return step.draft.decision(step.refused);
    }

    private static boolean isCancel(Input input) {
        return input instanceof Input.Steer steer && steer.operation() instanceof Operation.Cancel;
    }

    void resume() {
        resumption().goOn();
    }

    void admitted() {
        if (draft.state().queued()) {
            draft.emit(new RunAdmitted(draft.state().concurrencyKey().orElseThrow(), draft.at));
            readiness.announceAll();
        }
    }

    void queueTimedOut(Duration most) {
        if (draft.state().queued()) {
            runEnds().giveUp("QueueTimeout: it waited for its turn for " + most);
        }
    }

    void began(Input.Began began) {
        if (began.parked() && draft.state().paused().isPresent()) {
            draft.command(new Command.GiveUp(began.node(), "the run was paused before the node began"));
        } else if (!draft.ended(began.node())) {
            draft.emit(new AttemptStarted(draft.id(began.node()), began.attempt(), draft.at));
        }
    }

    void wrote(ValueWritten written) {
        draft.emit(written);
    }

    /** A result that comes when the run is already stopping is discarded. */
    void done(Input.Done done) {
        if (draft.ended(done.node())) {
            return;
        }
        Optional<String> why = readiness.stopping();
        if (why.isPresent()) {
            draft.emit(new NodeCancelled(draft.id(done.node()), why.get(), draft.at));
            return;
        }
        ends.take(done);
        readiness.announceNext(done.node());
    }

    void stored(RunEvent event) {
        if (event instanceof RunAdmitted) {
            resume();
        }
        if (event instanceof NodeEvent nodeEvent) {
            int node = situation.current().graph().index(nodeEvent.node());
            if (event instanceof AttemptStarted && draft.isAnnounced(node)) {
                readiness.startAnnounced(node);
            }
            if (situation.durable().node(node).status().ended()) {
                startDependents(situation.current().graph().dependents(node));
            }
        }
    }

    /** Those first that are said to have started. */
    private void startDependents(List<Integer> dependents) {
        if (!situation.inFlight().announced().isEmpty()) {
            dependents.stream().filter(draft::isAnnounced).forEach(readiness::startAnnounced);
        }
        dependents.forEach(readiness::startIfReady);
    }

    void due(int node) {
        NodeProgress progress = draft.node(node);
        NodeState state = progress.state();
        boolean again = state instanceof NodeState.Retrying || state instanceof NodeState.Running;
        if (again && !draft.isOut(node) && readiness.mayStart()) {
            startAgain(node, progress);
        } else if (state instanceof NodeState.Suspended sleeping) {
            draft.emit(new NodeSucceeded(draft.id(node), progress.attempts(), sleeping.result(), Usage.NONE, draft.at));
        } else if (state instanceof NodeState.Awaiting awaiting) {
            awaiting.expectation().deadline().ifPresent(deadline -> ends.conclude(node, deadline.then()));
        } else {
            readiness.startIfReady(node); // what its condition reads could not be read before
        }
    }

    /** Not before the failure is durable: else a crash would make the store forget an attempt that was made. */
    private void startAgain(int node, NodeProgress progress) {
        if (situation.durable().node(node).failures() < progress.failures()) {
            draft.later(node, UNTIL_DURABLE);
        } else {
            draft.start(node);
        }
    }

    void steer(Input.Steer steer) {
        refused = new Steering(draft, readiness, stopping, ends, resumption()).steer(steer);
    }

    /** What has begun has its end on record, so that the next start does not take it for a crash. */
    void interrupted(Set<Integer> begun) {
        Set<Integer> out = new TreeSet<>(situation.inFlight().live());
        out.addAll(situation.inFlight().announced());
        for (int node : out) {
            if (begun.contains(node) && !(draft.node(node).state() instanceof NodeState.Running)) {
                draft.emit(new AttemptStarted(draft.id(node), draft.node(node).attempts() + 1, draft.at));
            }
            if (draft.node(node).state() instanceof NodeState.Running) {
                interrupted(node, begun.contains(node));
            }
        }
    }

    private void interrupted(int node, boolean begun) {
        if (begun && draft.planned(node).spec().delivery() == Delivery.AT_MOST_ONCE) {
            ends.conclude(node, EngineFailures.outcomeUnknown(draft.node(node).attempts()));
            return;
        }
        draft.emit(new AttemptFailed(
                draft.id(node),
                draft.node(node).attempts(),
                EngineFailures.serviceClosed(),
                Optional.of(draft.at),
                Usage.NONE,
                draft.at));
    }

    /** The starts that a run begins with, if all of {@code current} becomes durable together. */
    public static List<RunEvent> firstStarts(Situation situation, Instant at) {
        RunStep step = new RunStep(situation, at);
        step.readiness.announceAll();
        return step.draft.decision(Optional.empty()).events();
    }

    void outputs(Input.Outputs outputs) {
        runEnds().outputs(outputs);
    }

    private Resumption resumption() {
        return new Resumption(draft, readiness, stopping, ends);
    }

    private RunEnds runEnds() {
        return new RunEnds(draft, readiness);
    }
}
