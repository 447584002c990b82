package io.sandglass.engine.explain;

import io.sandglass.engine.explain.NodeReason.Code;
import io.sandglass.engine.steering.Verb;
import io.sandglass.engine.step.Readiness;
import io.sandglass.engine.step.Situation;
import io.sandglass.fair.Wait;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.plugin.Expectation;
import io.sandglass.run.NodeProgress;
import io.sandglass.run.NodeState;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunGraph;
import io.sandglass.run.RunId;
import io.sandglass.run.RunPhase;
import io.sandglass.run.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Explains the state of each node of a run. What is not stored yet is not reported as done. Made from one look
 * at the run; immutable.
 */
public final class Explanation {
    /** Of the nodes that a node waits for: a hundred thousand nodes may each need a thousand. */
    private static final int MOST_NAMED = 20;

    private final ExecutionPlan plan;
    private final RunState current;
    private final RunState durable;
    private final Map<Integer, String> places;
    private final Set<Integer> alarmed;
    private final Optional<Wait> wait;
    private final Optional<String> unreadable;
    private final Optional<String> stopping;

    /**
     * @param places of the nodes that may run: what they wait for, or nothing if they run
     * @param wait what the run waits for as a whole
     * @param unreadable why its outputs could not be evaluated yet
     */
    public Explanation(Situation look, Map<Integer, String> places, Optional<Wait> wait, Optional<String> unreadable) {
        this.plan = look.plan();
        this.current = look.current();
        this.durable = look.durable();
        this.alarmed = Set.copyOf(look.inFlight().alarmed());
        this.places = Map.copyOf(places);
        this.wait = wait;
        this.unreadable = unreadable;
        this.stopping = stopping(current);
    }

    /** @param outage why nothing of it can be recorded at present; empty if all is well */
    public RunExplanation of(RunId run, Optional<String> outage) {
        RunPhase phase = durable.end().isEmpty() && stopping(durable).isPresent() ? RunPhase.STOPPING : durable.phase();
        List<NodeReason> nodes = IntStream.range(0, current.graph().size())
                .mapToObj(node -> reason(node, outage))
                .toList();
        return new RunExplanation(
                run,
                plan.spec().key(),
                phase,
                durable.paused(),
                durable.priority(),
                current.end().isPresent()
                        ? durable.end().flatMap(RunEnded::error)
                        : unreadable.map(Explanation::outputs),
                Verb.possibleIn(phase),
                nodes);
    }

    private NodeReason reason(int node, Optional<String> outage) {
        NodeState state = current.node(node).state();
        if (state.status().ended()) {
            return durable.node(node).status() == state.status()
                    ? ended(node, state)
                    : of(node, Code.RECORDING, "its end, " + state.status() + ", is not stored yet" + because(outage));
        }
        if (current.end().isPresent()) {
            return of(node, Code.STOPPING, "the run ended " + current.status() + " before it began");
        }
        String place = places.get(node);
        if (place != null && (place.isEmpty() || outage.isEmpty())) {
            return attempting(node, place);
        }
        if (state instanceof NodeState.Suspended suspended) {
            return until(node, Code.TIME, "waits until " + suspended.wakeAt(), Optional.of(suspended.wakeAt()));
        }
        if (state instanceof NodeState.Awaiting awaiting) {
            return awaiting(node, awaiting.expectation());
        }
        return outage.map(why -> of(node, Code.DEGRADED, "nothing can be recorded: " + why))
                .or(() -> dependency(node, state))
                .or(() -> held(node))
                .orElseGet(() -> starting(node, current.node(node)));
    }

    private static String outputs(String unreadable) {
        return "its outputs cannot be evaluated now, and are tried again: " + unreadable;
    }

    /** @param place what the attempt waits for; empty if it runs */
    private NodeReason attempting(int node, String place) {
        int attempt = Math.max(1, current.node(node).attempts());
        return place.isEmpty() ? of(node, Code.RUNNING, "attempt " + attempt + " runs") : of(node, Code.SLOT, place);
    }

    private Optional<String> stopping(RunState state) {
        return Readiness.stopping(state, plan.spec().failurePolicy());
    }

    private static String because(Optional<String> outage) {
        return outage.map(why -> ": " + why).orElse("");
    }

    private Optional<NodeReason> dependency(int node, NodeState state) {
        RunGraph graph = current.graph();
        int missing = graph.needs(node).size() - current.node(node).endedNeeds();
        if (!(state instanceof NodeState.Waiting) || missing == 0) {
            return Optional.empty();
        }
        List<String> named = graph.needs(node).stream()
                .filter(need -> !current.node(need).status().ended())
                .limit(MOST_NAMED)
                .map(graph::id)
                .toList();
        String more = missing > named.size() ? " and " + (missing - named.size()) + " more" : "";
        return Optional.of(new NodeReason(
                graph.id(node),
                state.status(),
                Code.DEPENDENCY,
                "waits for " + String.join(", ", named) + more,
                named,
                Optional.empty(),
                current.node(node).attempts()));
    }

    /** What holds up the run as a whole. */
    private Optional<NodeReason> held(int node) {
        return stopping.map(why -> of(node, Code.STOPPING, why))
                .or(() -> current.paused().map(asked -> of(node, Code.PAUSED, "the run was paused " + asked)))
                .or(() -> current.queued() ? Optional.of(of(node, Code.SLOT, queue())) : Optional.empty());
    }

    private String queue() {
        return wait.map(Wait::toString)
                .orElse("waits for a place among the runs of "
                        + current.concurrencyKey().orElse(""));
    }

    private NodeReason starting(int node, NodeProgress progress) {
        if (progress.state() instanceof NodeState.Retrying retrying) {
            String text = "attempt " + progress.attempts() + " failed; the next one is due at " + retrying.due();
            return until(node, Code.BACKOFF, text, Optional.of(retrying.due()));
        }
        boolean running = progress.state() instanceof NodeState.Running;
        if (running && durable.node(node).attempts() < progress.attempts()) {
            return of(node, Code.RECORDING, "waits until its start is stored");
        }
        if (running) {
            return of(node, Code.BACKOFF, "attempt " + progress.attempts() + " was cut off; another follows soon");
        }
        if (alarmed.contains(node)) {
            return of(node, Code.BACKOFF, "what its condition reads could not be read; it is decided again soon");
        }
        return durable.needsEnded(node)
                ? of(node, Code.NOT_OPEN, "may start as soon as an engine takes the run up")
                : of(node, Code.RECORDING, "waits until the ends of its needs are stored");
    }

    private NodeReason awaiting(int node, Expectation expectation) {
        Optional<Instant> until = expectation.deadline().map(Expectation.Deadline::at);
        String most = until.map(at -> " until " + at).orElse("");
        return expectation.kind() == Expectation.Kind.SIGNAL
                ? until(node, Code.SIGNAL, "waits for the signal '" + expectation.about() + "'" + most, until)
                : until(node, Code.HUMAN, "waits for approval" + most + ": " + expectation.about(), until);
    }

    private NodeReason ended(int node, NodeState state) {
        if (state instanceof NodeState.Failed failed) {
            return of(
                    node,
                    Code.FAILED,
                    failed.failure().code() + ": " + failed.failure().message());
        }
        if (state instanceof NodeState.Skipped skipped) {
            return of(node, Code.SKIPPED, skipped.reason());
        }
        if (state instanceof NodeState.Cancelled cancelled) {
            return of(node, Code.CANCELLED, cancelled.reason());
        }
        return of(node, Code.SUCCEEDED, "");
    }

    private NodeReason of(int node, Code code, String text) {
        return until(node, code, text, Optional.empty());
    }

    private NodeReason until(int node, Code code, String text, Optional<Instant> until) {
        NodeProgress progress = current.node(node);
        return new NodeReason(
                current.graph().id(node), progress.status(), code, text, List.of(), until, progress.attempts());
    }
}
