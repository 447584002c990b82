package io.sandglass.engine;

import io.sandglass.fair.FairGate;
import io.sandglass.fair.Wait;
import io.sandglass.plan.PlannedNode;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The nodes of one run that are ready, but for which there is no attempt yet: a run shows the gate only so many of a pool
 * at once, and only one while the gate is crowded, so that a wide fan does not cost memory for every node of it. Belongs
 * to the owner of the run.
 */
final class Backlog {
    /** Ready attempts at the gate, of all runs; beyond it each run shows one. */
    static final int CROWDED = 50_000;

    private static final int SHOWN = 1_000;

    private final int shown;
    private final FairGate gate;
    private final Map<String, Queue> queues = new HashMap<>();
    private final BitSet held = new BitSet();

    /** @param places most attempts inside the gate: so many more are shown, lest places stay empty */
    Backlog(int places, FairGate gate) {
        this.shown = (int) Math.min(Integer.MAX_VALUE, (long) SHOWN + places);
        this.gate = gate;
    }

    /** @param sinceNanos since when it is ready */
    record Ready(PlannedNode node, int attempt, long sinceNanos) {}

    /** Takes a node; one that it has already is not taken again. */
    void add(Ready ready) {
        if (!held.get(ready.node().index())) {
            held.set(ready.node().index());
            queue(ready.node()).waiting.addLast(ready);
        }
    }

    /** The next node of the same pool to be shown, which counts as out from now on; empty if there is no room or none. */
    Optional<Ready> next(PlannedNode like) {
        Queue queue = queue(like);
        if (queue.waiting.isEmpty() || queue.out >= shown || queue.out > 0 && gate.waiting() >= CROWDED) {
            return Optional.empty();
        }
        Ready ready = queue.waiting.removeFirst();
        held.clear(ready.node().index());
        queue.out++;
        return Optional.of(ready);
    }

    /** An attempt came back. */
    void ended(PlannedNode node) {
        queue(node).out--;
    }

    /** Whether a node is here. */
    boolean holds(PlannedNode node) {
        return held.get(node.index());
    }

    /** What a node waits for that the gate has not been shown; empty if it is not here. */
    Optional<Wait> waits(PlannedNode node) {
        if (!held.get(node.index())) {
            return Optional.empty();
        }
        int place = queue(node).out + 1;
        for (Ready ready : queue(node).waiting) {
            if (ready.node().index() == node.index()) {
                break;
            }
            place++;
        }
        return Optional.of(new Wait(Wait.Limit.NODES, "", shown, place));
    }

    /** Forgets all that wait. */
    void clear() {
        queues.values().forEach(queue -> queue.waiting.clear());
        held.clear();
    }

    private Queue queue(PlannedNode node) {
        return queues.computeIfAbsent(node.spec().pool().orElse(""), pool -> new Queue());
    }

    private static final class Queue {
        private final Deque<Ready> waiting = new ArrayDeque<>();
        private int out;
    }
}
