package io.sandglass.engine;

import io.sandglass.plan.PlannedNode;
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
    static Optional<LostWakeUp> find(RunBooks books, RunOrders orders) {
        List<Integer> late = orders.late();
        boolean waits =
                orders.underWay() || books.recording() || books.current().queued() || waitsForPeople(books);
        return late.isEmpty() && waits && !anyLost(books, orders)
                ? Optional.empty()
                : Optional.of(new LostWakeUp(late, describe(books, late)));
    }

    private static boolean anyLost(RunBooks books, RunOrders orders) {
        RunState state = books.current();
        boolean held = state.paused().isPresent()
                || books.durable().queued()
                || Readiness.stopping(state, books.plan().spec().failurePolicy())
                        .isPresent();
        return !held
                && books.plan().nodes().stream()
                        .anyMatch(node -> shouldMove(books, node.index()) && !orders.underWay(node));
    }

    /** Whether there is a reason for the node to be under way. */
    private static boolean shouldMove(RunBooks books, int node) {
        NodeState state = books.current().node(node).state();
        if (state instanceof NodeState.Waiting) {
            return books.durable().needsEnded(node);
        }
        if (state instanceof NodeState.Running) {
            return books.durable().node(node).state() instanceof NodeState.Running;
        }
        if (state instanceof NodeState.Awaiting awaiting) {
            return awaiting.expectation().deadline().isPresent();
        }
        return !state.status().ended();
    }

    private static boolean waitsForPeople(RunBooks books) {
        RunState state = books.current();
        return state.paused().isPresent()
                || books.plan().nodes().stream()
                        .anyMatch(node -> state.node(node.index()).state() instanceof NodeState.Awaiting);
    }

    private static String describe(RunBooks books, List<Integer> late) {
        List<String> open = books.plan().nodes().stream()
                .filter(node -> !status(books, node).ended())
                .limit(MOST_NAMED)
                .map(node -> node.id() + " " + status(books, node))
                .toList();
        return "its last record is " + books.lastSeq() + ", alarms late " + late + ", open nodes " + open;
    }

    private static NodeStatus status(RunBooks books, PlannedNode node) {
        return books.current().node(node.index()).status();
    }
}
