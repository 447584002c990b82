package io.sandglass.engine.steering;

import io.sandglass.engine.steering.SteeringResult.Code;
import io.sandglass.engine.steering.SteeringResult.Refused;
import io.sandglass.migration.Suggestion;
import io.sandglass.run.NodeState;
import io.sandglass.run.RunGraph;
import io.sandglass.run.RunId;
import io.sandglass.run.RunPhase;
import io.sandglass.store.StoreUnavailable;
import java.util.stream.Collectors;

/** The words in which operations are refused. */
public final class SteeringRefusals {
    private SteeringRefusals() {}

    /** There is no such run. */
    public static Refused unknownRun(RunId run) {
        return Refused.of(Code.UNKNOWN_RUN, "there is no run " + run + "; see sandglass runs list");
    }

    /** The run stands where that cannot be asked of it. */
    public static Refused wrongState(Verb verb, RunId run, RunPhase phase) {
        String possible = Verb.possibleIn(phase).stream().map(Verb::word).collect(Collectors.joining(", "));
        return Refused.of(
                Code.WRONG_STATE,
                "cannot " + act(verb) + " run " + run + ": it is " + phase + "; possible "
                        + (possible.contains(",") ? "are " : "is ") + (possible.isEmpty() ? "nothing" : possible),
                phase);
    }

    private static String act(Verb verb) {
        return switch (verb) {
            case PRIORITY -> "change the priority of";
            case SKIP, FORCE, APPROVE, REJECT -> verb.word() + " a node of";
            default -> verb.word();
        };
    }

    /** The run has no such node. */
    public static Refused unknownNode(RunId run, String node, RunGraph graph, RunPhase phase) {
        String remedy = Suggestion.orElse(node, graph.ids(), "see sandglass runs explain " + run);
        return Refused.of(Code.UNKNOWN_NODE, "run " + run + " has no node '" + node + "'; " + remedy, phase);
    }

    /** Data that it takes to decide about that has left memory. */
    public static Refused unreadable(RunId run, StoreUnavailable why) {
        return Refused.of(
                Code.BUSY,
                "what run " + run + " was given before cannot be read now: " + why.getMessage() + "; try again");
    }

    /** The node does not wait for a decision. */
    public static Refused notAsked(String node, NodeState state, RunPhase phase) {
        return Refused.of(
                Code.NOT_ASKED,
                "node '" + node + "' does not wait for a decision: it is " + state.status()
                        + "; only a node of type human that waits can be approved or rejected",
                phase);
    }
}
