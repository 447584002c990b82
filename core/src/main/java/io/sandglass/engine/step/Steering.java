package io.sandglass.engine.step;

import io.sandglass.engine.failure.EngineFailures;
import io.sandglass.engine.steering.Operation;
import io.sandglass.engine.steering.SteeringRefusals;
import io.sandglass.engine.steering.SteeringResult.Code;
import io.sandglass.engine.steering.SteeringResult.Refused;
import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeResult.Completed;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Usage;
import io.sandglass.run.Asked;
import io.sandglass.run.Excess;
import io.sandglass.run.JsonSize;
import io.sandglass.run.NodeState;
import io.sandglass.run.RunEvent.CancelRequested;
import io.sandglass.run.RunEvent.NodeForced;
import io.sandglass.run.RunEvent.PriorityChanged;
import io.sandglass.run.RunEvent.RunPaused;
import io.sandglass.run.RunEvent.RunResumed;
import io.sandglass.run.RunEvent.SignalReceived;
import io.sandglass.run.RunGraph;
import io.sandglass.run.RunPhase;
import io.sandglass.spec.Queueing;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What follows from an operation on a run that has not ended; or why it is refused, which changes nothing. */
final class Steering {
    /** Most bytes of one signal's data as JSON. */
    static final long MOST_DATA = 1024 * 1024;

    private final StepDraft draft;
    private final Readiness readiness;
    private final Stopping stopping;
    private final NodeEnds ends;
    private final Resumption resumption;

    Steering(StepDraft draft, Readiness readiness, Stopping stopping, NodeEnds ends, Resumption resumption) {
        this.draft = draft;
        this.readiness = readiness;
        this.stopping = stopping;
        this.ends = ends;
        this.resumption = resumption;
    }

    /** Where a run that has not ended stands; one that halts after a failure is stopping, too. */
    static RunPhase phase(StepDraft draft, Readiness readiness) {
        return readiness.stopping().isPresent()
                ? RunPhase.STOPPING
                : draft.state().phase();
    }

    Optional<Refused> steer(Input.Steer steer) {
        Operation operation = steer.operation();
        RunPhase phase = phase(draft, readiness);
        if (!operation.verb().possible(phase)) {
            return Optional.of(SteeringRefusals.wrongState(operation.verb(), draft.situation.run(), phase));
        }
        if (operation instanceof Operation.Force force) {
            return force(force, steer.asked(), phase);
        }
        if (operation instanceof Operation.Decide decide) {
            return decide(decide, steer.asked(), phase);
        }
        if (operation instanceof Operation.Signal signal) {
            return signal(signal, steer.asked(), phase);
        }
        if (operation instanceof Operation.Prioritise prioritise) {
            return prioritise(prioritise.priority(), steer.asked(), phase);
        }
        steerWhole(operation, steer.asked());
        return Optional.empty();
    }

    private void steerWhole(Operation operation, Asked asked) {
        if (operation instanceof Operation.Pause) {
            draft.emit(new RunPaused(asked, draft.at));
            draft.command(new Command.WithdrawQueued());
        } else if (operation instanceof Operation.Resume) {
            draft.emit(new RunResumed(asked, draft.at));
            resumption.goOn();
        } else if (operation instanceof Operation.Cancel cancel) {
            cancel(cancel, asked);
        } else {
            throw new AssertionError(operation);
        }
    }

    private void cancel(Operation.Cancel cancel, Asked asked) {
        draft.emit(new CancelRequested(asked, cancel.kill(), draft.at));
        if (cancel.kill()) {
            stopping.giveUpAll();
        } else {
            stopping.stopRest();
        }
    }

    private Optional<Refused> prioritise(int priority, Asked asked, RunPhase phase) {
        if (priority < Queueing.LOWEST || priority > Queueing.HIGHEST) {
            return Optional.of(
                    Refused.of(Code.BAD_VALUE, "a priority is from 0 to 9, 9 first, but this is " + priority, phase));
        }
        draft.emit(new PriorityChanged(priority, asked, draft.at));
        draft.command(new Command.Reprioritise());
        return Optional.empty();
    }

    private Optional<Refused> force(Operation.Force force, Asked asked, RunPhase phase) {
        Optional<Refused> obstacle = obstacle(force.node(), phase);
        if (obstacle.isPresent()) {
            return obstacle;
        }
        int node = draft.state().graph().index(force.node());
        Limits limits = draft.planned(node).limits();
        Optional<Excess> excess = JsonSize.excess(force.output(), limits.outputBytes(), limits.values());
        if (excess.isPresent()) {
            String reason = "the output takes " + excess.get().told() + ", which is more than node '" + force.node()
                    + "' may put out";
            return Optional.of(Refused.of(Code.BAD_VALUE, reason, phase));
        }
        draft.emit(new NodeForced(force.node(), force.status(), force.output(), asked, draft.at));
        if (readiness.stopping().isPresent()) { // the failure halts the run
            stopping.stopRest();
        }
        draft.command(new Command.GiveUp(node, "the node was forced to " + force.status() + " " + asked));
        return Optional.empty();
    }

    /** Why the node cannot be steered any more. */
    private Optional<Refused> obstacle(String id, RunPhase phase) {
        RunGraph graph = draft.state().graph();
        if (!graph.has(id)) {
            return Optional.of(SteeringRefusals.unknownNode(draft.situation.run(), id, graph, phase));
        }
        int node = graph.index(id);
        return draft.ended(node)
                ? Optional.of(Refused.of(
                        Code.NODE_ENDED,
                        "node '" + id + "' has ended " + draft.node(node).status()
                                + "; to run it again use retry or rerun once the run has ended",
                        phase))
                : Optional.empty();
    }

    private Optional<Refused> decide(Operation.Decide decide, Asked asked, RunPhase phase) {
        Optional<Refused> obstacle = obstacle(decide.node(), phase).or(() -> tooMuch(decide.data(), phase));
        if (obstacle.isPresent()) {
            return obstacle;
        }
        int node = draft.state().graph().index(decide.node());
        Optional<Expectation> asking =
                expectation(node).filter(expectation -> expectation.kind() == Expectation.Kind.DECISION);
        if (asking.isEmpty()) {
            return Optional.of(
                    SteeringRefusals.notAsked(decide.node(), draft.node(node).state(), phase));
        }
        Payload data = decision(decide, asked);
        String name = decide.verb().word();
        draft.emit(new SignalReceived(Optional.of(decide.node()), name, data, asked, draft.at));
        boolean fails = !decide.approve() && asking.get().rejectionFails();
        ends.conclude(node, fails ? EngineFailures.rejected(asked) : new Completed(data, Usage.NONE));
        return Optional.empty();
    }

    private static Payload decision(Operation.Decide decide, Asked asked) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>(decide.data().object());
        data.put("approve", decide.approve());
        data.put("by", asked.by());
        data.put("comment", asked.why());
        return Payload.of(data);
    }

    private Optional<Refused> signal(Operation.Signal signal, Asked asked, RunPhase phase) {
        Optional<Refused> obstacle = tooMuch(signal.data(), phase)
                .or(() -> SignalBounds.excess(draft.state(), signal)
                        .map(excess -> Refused.of(Code.BAD_VALUE, excess, phase)));
        if (obstacle.isPresent()) {
            return obstacle;
        }
        draft.emit(new SignalReceived(Optional.empty(), signal.name(), signal.data(), asked, draft.at));
        NodeResult end = new Completed(signal.data(), Usage.NONE);
        IntStream.range(0, draft.state().graph().size())
                .filter(node -> awaits(node, signal.name()))
                .forEach(node -> ends.conclude(node, end));
        return Optional.empty();
    }

    private boolean awaits(int node, String signal) {
        return expectation(node)
                .filter(expectation -> expectation.kind() == Expectation.Kind.SIGNAL
                        && expectation.about().equals(signal))
                .isPresent();
    }

    private Optional<Expectation> expectation(int node) {
        return draft.node(node).state() instanceof NodeState.Awaiting awaiting
                ? Optional.of(awaiting.expectation())
                : Optional.empty();
    }

    private static Optional<Refused> tooMuch(Payload data, RunPhase phase) {
        return JsonSize.excess(data, MOST_DATA, Limits.DEFAULT.values())
                .map(excess -> Refused.of(Code.BAD_VALUE, "the data takes " + excess.told(), phase));
    }
}
