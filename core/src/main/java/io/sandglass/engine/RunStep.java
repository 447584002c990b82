package io.sandglass.engine;

import io.sandglass.plan.PlannedNode;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeResult.Completed;
import io.sandglass.plugin.NodeResult.Failed;
import io.sandglass.plugin.NodeResult.Skipped;
import io.sandglass.plugin.NodeResult.Suspended;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Usage;
import io.sandglass.run.NodeProgress;
import io.sandglass.run.NodeState;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.CancelRequested;
import io.sandglass.run.RunEvent.NodeCancelled;
import io.sandglass.run.RunEvent.NodeEvent;
import io.sandglass.run.RunEvent.NodeSkipped;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.NodeSuspended;
import io.sandglass.run.RunEvent.RunAdmitted;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunState;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.FailurePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The engine's mind: what follows from a situation and one thing heard. A pure function; an instance lives for one call.
 *
 * <p>Nodes that cannot run any more are skipped at once. Nodes that can are started only when all that their needs did
 * is durable, so that no node is ever executed again whose success anything was built upon.
 */
final class RunStep {
    /** How long a node waits after each crash in a row; one more, and it fails. */
    private static final List<Duration> AFTER_CRASH = List.of(Duration.ofSeconds(1), Duration.ofSeconds(10));

    private final Situation situation;
    private final Instant at;
    private final List<RunEvent> events = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();
    private final Deque<Integer> justEnded = new ArrayDeque<>();
    private RunState state;

    private RunStep(Situation situation, Instant at) {
        this.situation = situation;
        this.at = at;
        this.state = situation.current();
    }

    static Decision decide(Situation situation, Input input) {
        RunStep step = new RunStep(situation, input.at());
        if (situation.current().end().isEmpty()) {
            input.tell(step);
            step.skipWhatCannotRun();
            step.endIfComplete(input instanceof Input.Resumed);
        }
        return new Decision(step.state, step.events, step.commands);
    }

    void resume() {
        if (stopping().isPresent()) {
            stopRest();
            return;
        }
        if (queued()) {
            return;
        }
        IntStream.range(0, state.graph().size()).forEach(this::resumeNode);
    }

    void admitted() {
        if (state.queued()) {
            emit(new RunAdmitted(state.concurrencyKey().orElseThrow(), at));
        }
    }

    void queueTimedOut(Duration most) {
        if (state.queued()) {
            end(RunStatus.FAILED, Payload.EMPTY, Optional.of("QueueTimeout: it waited for its turn for " + most));
        }
    }

    void began(Input.Began began) {
        if (!ended(began.node())) {
            emit(new AttemptStarted(id(began.node()), began.attempt(), at));
        }
    }

    /** A result that comes when the run is already stopping is discarded. */
    void done(Input.Done done) {
        if (ended(done.node())) {
            return;
        }
        Optional<String> stopping = stopping();
        if (stopping.isPresent()) {
            emit(new NodeCancelled(id(done.node()), stopping.get(), at));
            return;
        }
        take(done);
    }

    void stored(RunEvent event) {
        if (event instanceof RunAdmitted) {
            resume();
        }
        if (event instanceof NodeEvent nodeEvent) {
            int node = state.graph().index(nodeEvent.node());
            if (situation.durable().node(node).status().ended()) {
                state.graph().dependents(node).forEach(this::startIfReady);
            }
        }
    }

    void due(int node) {
        NodeProgress progress = state.node(node);
        if (progress.state() instanceof NodeState.Retrying) {
            commands.add(new Command.Start(node, progress.attempts() + 1));
        } else if (progress.state() instanceof NodeState.Running && !isOut(node)) {
            commands.add(new Command.Start(node, progress.attempts() + 1));
        } else if (progress.state() instanceof NodeState.Suspended sleeping) {
            emit(new NodeSucceeded(id(node), progress.attempts(), sleeping.result(), Usage.NONE, at));
        }
    }

    void cancel(String reason) {
        if (state.cancel().isEmpty() && !state.allNodesEnded()) {
            emit(new CancelRequested(reason, at));
            stopRest();
        }
    }

    /** What is out has its end on record, so that the next start does not take it for a crash. */
    void interrupted() {
        for (int node : situation.live()) {
            NodeProgress progress = state.node(node);
            if (progress.state() instanceof NodeState.Running) {
                emit(new AttemptFailed(
                        id(node), progress.attempts(), Failures.serviceClosed(), Optional.of(at), Usage.NONE, at));
            }
        }
    }

    void outputs(Input.Outputs outputs) {
        RunStatus status = outputs.error().isPresent() ? RunStatus.FAILED : RunStatus.SUCCEEDED;
        end(status, outputs.outputs(), outputs.error());
    }

    private void resumeNode(int node) {
        NodeProgress progress = state.node(node);
        if (progress.state() instanceof NodeState.Retrying retrying) {
            Duration longest = planned(node).spec().retry().maxDelay();
            later(node, shorter(Duration.between(at, retrying.due()), longest));
        } else if (progress.state() instanceof NodeState.Suspended suspended) {
            later(node, Duration.between(at, suspended.wakeAt()));
        } else if (progress.state() instanceof NodeState.Running) {
            resumeCutOff(node, progress);
        } else if (progress.state() instanceof NodeState.Waiting) {
            skipIfItCannotRun(node);
            startIfReady(node);
        }
    }

    /** A node that ends the process must not do so at every start for ever. */
    private void resumeCutOff(int node, NodeProgress progress) {
        int crashes = progress.crashes() + 1;
        if (crashes <= AFTER_CRASH.size()) {
            later(node, AFTER_CRASH.get(crashes - 1));
        } else {
            Failed crashed = Failures.crashed(crashes);
            fail(new Input.Done(node, progress.attempts(), crashed, Duration.ZERO, at), crashed);
        }
    }

    private void take(Input.Done done) {
        int node = done.node();
        NodeResult result = done.result();
        if (result instanceof Completed completed) {
            emit(new NodeSucceeded(id(node), done.attempt(), completed.output(), completed.usage(), at));
        } else if (result instanceof Failed failed) {
            fail(done, failed);
        } else if (result instanceof Skipped skipped) {
            emit(new NodeSkipped(id(node), skipped.reason(), at));
        } else if (result instanceof Suspended suspended) {
            emit(new NodeSuspended(id(node), done.attempt(), suspended.wakeAt(), suspended.output(), at));
            later(node, Duration.between(at, suspended.wakeAt()));
        } else {
            throw new AssertionError(result);
        }
    }

    private void fail(Input.Done done, Failed failed) {
        String id = id(done.node());
        NodeFailure failure = failed.failure();
        int failures = state.node(done.node()).failures() + 1;
        Optional<Duration> delay = new Backoff(planned(done.node()).spec().retry(), situation.run(), id)
                .next(failure, failures, done.elapsed());
        emit(new AttemptFailed(id, done.attempt(), failure, delay.map(at::plus), failed.usage(), at));
        delay.ifPresent(wait -> later(done.node(), wait));
        if (delay.isEmpty() && policy() == FailurePolicy.HALT) {
            stopRest();
        }
    }

    /** Why nothing more may start; empty if the run goes on. */
    private Optional<String> stopping() {
        if (state.cancel().isPresent()) {
            return state.cancel().map(cancel -> "the run was cancelled: " + cancel.reason());
        }
        return policy() == FailurePolicy.HALT
                ? state.firstFailure().map(failed -> "the run halted because '" + failed.node() + "' failed")
                : Optional.empty();
    }

    /** Ends every node that is not out; those that are end when their attempts come back. */
    private void stopRest() {
        String reason = stopping().orElseThrow();
        commands.clear();
        commands.add(new Command.StopAll(reason));
        IntStream.range(0, state.graph().size())
                .filter(node -> !ended(node) && !isOut(node))
                .forEach(node -> emit(blocker(node)
                        .<RunEvent>map(why -> new NodeSkipped(id(node), why, at))
                        .orElseGet(() -> new NodeCancelled(id(node), reason, at))));
    }

    private void skipWhatCannotRun() {
        while (!justEnded.isEmpty()) {
            state.graph().dependents(justEnded.remove()).forEach(this::skipIfItCannotRun);
        }
    }

    private void skipIfItCannotRun(int node) {
        if (waits(node) && state.needsEnded(node)) {
            blocker(node).ifPresent(why -> emit(new NodeSkipped(id(node), why, at)));
        }
    }

    private void startIfReady(int node) {
        boolean ready = waits(node) && situation.durable().needsEnded(node);
        if (ready && blocker(node).isEmpty() && stopping().isEmpty() && !queued()) {
            commands.add(new Command.Start(node, 1));
        }
    }

    /** Also until it is durable that it no longer is. */
    private boolean queued() {
        return state.queued() || situation.durable().queued();
    }

    private boolean isOut(int node) {
        return situation.live().contains(node);
    }

    private boolean waits(int node) {
        return state.node(node).status() == NodeStatus.WAITING && !isOut(node);
    }

    /** Why a node can never run, if some need ended in a way that rules it out. */
    private Optional<String> blocker(int node) {
        return state.graph().needs(node).stream()
                .filter(need -> rulesOut(state.node(need).status()))
                .findFirst()
                .map(need -> "needs '" + id(need) + "', which "
                        + past(state.node(need).status()));
    }

    private boolean rulesOut(NodeStatus need) {
        return need == NodeStatus.SKIPPED || need == NodeStatus.FAILED && policy() != FailurePolicy.ALWAYS;
    }

    private static String past(NodeStatus status) {
        return status == NodeStatus.SKIPPED ? "was skipped" : "failed";
    }

    private void endIfComplete(boolean resumed) {
        boolean news = resumed || !situation.current().allNodesEnded();
        if (!news || !state.allNodesEnded() || state.end().isPresent()) {
            return;
        }
        if (state.firstFailure().isPresent()) {
            end(RunStatus.FAILED, Payload.EMPTY, state.firstFailure().map(RunStep::describe));
        } else if (state.cancel().isPresent()) {
            end(RunStatus.CANCELLED, Payload.EMPTY, stopping());
        } else if (situation.plan().spec().outputs().isEmpty()) {
            end(RunStatus.SUCCEEDED, Payload.EMPTY, Optional.empty());
        } else {
            commands.add(new Command.EvaluateOutputs());
        }
    }

    private static String describe(AttemptFailed failed) {
        return "node '" + failed.node() + "' failed: " + failed.failure().code() + ": "
                + failed.failure().message();
    }

    private void end(RunStatus status, Payload outputs, Optional<String> error) {
        emit(new RunEnded(status, outputs, error, at));
    }

    private void emit(RunEvent event) {
        events.add(event);
        state = state.apply(event);
        if (event instanceof NodeEvent nodeEvent) {
            int node = state.graph().index(nodeEvent.node());
            if (ended(node)) {
                justEnded.add(node);
            }
        }
    }

    private void later(int node, Duration delay) {
        commands.add(new Command.Later(node, delay));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private boolean ended(int node) {
        return state.node(node).status().ended();
    }

    private FailurePolicy policy() {
        return situation.plan().spec().failurePolicy();
    }

    private PlannedNode planned(int node) {
        return situation.plan().nodes().get(node);
    }

    private String id(int node) {
        return state.graph().id(node);
    }
}
