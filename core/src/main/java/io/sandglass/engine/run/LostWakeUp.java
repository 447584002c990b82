package io.sandglass.engine.run;

import io.sandglass.engine.step.Readiness;
import io.sandglass.plan.PlannedNode;
import io.sandglass.run.NodeProgress;
import io.sandglass.run.NodeState;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunState;
import java.util.List;
import java.util.Optional;

/**
 * A run, or a node of it, that waits for nothing, although it has not ended.
 *
 * @param late nodes whose time should have come
 * @param description for people
 */
record LostWakeUp(List<Integer> late, String description) {
    private static final int MOST_NAMED = 20;

    /** On the lane of the run. */
    static Optional<LostWakeUp> find(RunProgress progress, CommandHandler commands) {
        List<Integer> late = commands.late();
        boolean waits = commands.underWay()
                || progress.recording()
                || progress.current().queued()
                || waitsForPeople(progress);
        return late.isEmpty() && waits && !anyLost(progress, commands)
                ? Optional.empty()
                : Optional.of(new LostWakeUp(late, describe(progress, late)));
    }

    private static boolean anyLost(RunProgress progress, CommandHandler commands) {
        RunState state = progress.current();
        boolean held = state.paused().isPresent()
                || progress.durable().queued()
                || Readiness.stopping(state, progress.plan().spec().failurePolicy())
                        .isPresent();
        return !held
                && progress.plan().nodes().stream()
                        .anyMatch(node -> shouldMove(progress, node.index()) && !commands.underWay(node));
    }

    /** Whether there is a reason for the node to be under way. */
    private static boolean shouldMove(RunProgress progress, int node) {
        NodeState state = progress.current().node(node).state();
        if (state instanceof NodeState.Waiting) {
            return progress.durable().needsEnded(node);
        }
        if (state instanceof NodeState.Running) {
            NodeProgress durable = progress.durable().node(node);
            return durable.state() instanceof NodeState.Running
                    && durable.attempts() == progress.current().node(node).attempts();
        }
        if (state instanceof NodeState.Awaiting awaiting) {
            return awaiting.expectation().deadline().isPresent();
        }
        return !state.status().ended();
    }

    private static boolean waitsForPeople(RunProgress progress) {
        RunState state = progress.current();
        return state.paused().isPresent()
                || progress.plan().nodes().stream()
                        .anyMatch(node -> state.node(node.index()).state() instanceof NodeState.Awaiting);
    }

    private static String describe(RunProgress progress, List<Integer> late) {
        List<String> open = progress.plan().nodes().stream()
                .filter(node -> !status(progress, node).ended())
                .limit(MOST_NAMED)
                .map(node -> node.id() + " " + status(progress, node))
                .toList();
        return "its last record is " + progress.lastSeq() + ", alarms late " + late + ", open nodes " + open;
    }

    private static NodeStatus status(RunProgress progress, PlannedNode node) {
        return progress.current().node(node.index()).status();
    }
}
