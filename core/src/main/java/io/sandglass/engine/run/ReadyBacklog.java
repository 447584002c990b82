package io.sandglass.engine.run;

import io.sandglass.fair.FairGate;
import io.sandglass.fair.Wait;
import io.sandglass.plan.PlannedNode;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The nodes of one run that are ready, but for which there is no attempt yet: a run shows the gate only so many of a pool
 * at once, and only one while the gate is crowded, so that a wide fan does not cost memory for every node of it. Belongs
 * to the owner of the run; keeps nothing of a pool of which no attempt is out and no node is ready.
 */
final class ReadyBacklog {
    /** Ready attempts at the gate, of all runs; beyond it each run shows one. */
    static final int CROWDED = 50_000;

    private static final int SHOWN = 1_000;

    private final int shown;
    private final FairGate gate;
    private final Map<String, Queue> queues = new TreeMap<>();
    private boolean closed;

    /** @param gate as many more as it has places are shown, lest places stay empty */
    ReadyBacklog(FairGate gate) {
        this.shown = (int) Math.min(Integer.MAX_VALUE, (long) SHOWN + gate.places());
        this.gate = gate;
    }

    /** @param sinceNanos since when it is ready */
    record Ready(PlannedNode node, int attempt, long sinceNanos) {}

    /** Whether a node need not wait here; then it counts as out from now on. */
    boolean pass(PlannedNode node) {
        Queue queue = queueOf(node);
        boolean passes = queue.waiting.isEmpty() && hasRoom(queue);
        if (passes) {
            queue.out++;
        }
        return passes;
    }

    /** Takes a node; one that it has already is not taken again. */
    void add(Ready ready) {
        queueOf(ready.node()).add(ready);
    }

    private Queue queueOf(PlannedNode node) {
        return queues.computeIfAbsent(pool(node), pool -> new Queue());
    }

    /** The next node of the same pool to be shown; empty if there is no room or none. */
    Optional<Ready> next(PlannedNode like) {
        Queue queue = queues.get(pool(like));
        return queue == null || !hasRoom(queue) ? Optional.empty() : Optional.ofNullable(queue.waiting.peekFirst());
    }

    /** The same; it counts as out from now on. */
    Optional<Ready> take(PlannedNode like) {
        Optional<Ready> next = next(like);
        next.ifPresent(ready -> queueOf(ready.node()).take());
        return next;
    }

    /** The start of a node goes on record: if it is the next, it is shown once that is durable, and counts as out from now on. */
    void announce(PlannedNode node) {
        Queue queue = queues.get(pool(node));
        if (queue != null) {
            queue.announce(node);
        }
    }

    /** A node of {@link #announce}, which goes on counting as out; empty if it is none, or was taken before. */
    Optional<Ready> takeAnnounced(PlannedNode node) {
        Queue queue = queues.get(pool(node));
        return queue == null ? Optional.empty() : Optional.ofNullable(queue.announced.remove(node.index()));
    }

    /** Shows the gate nothing more, until it is opened. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** @return for each pool the first node that waits for it */
    List<PlannedNode> open() {
        closed = false;
        return queues.values().stream()
                .flatMap(queue -> Stream.ofNullable(queue.waiting.peekFirst()))
                .map(Ready::node)
                .toList();
    }

    private boolean hasRoom(Queue queue) {
        return !closed && queue.out < shown && (queue.out == 0 || gate.waiting() < CROWDED);
    }

    /** An attempt came back. */
    void ended(PlannedNode node) {
        Queue queue = queues.get(pool(node));
        if (queue == null) {
            throw new IllegalStateException("an attempt of '" + node.id() + "' came back that was not out");
        }
        queue.out--;
        if (queue.isIdle()) {
            queues.remove(pool(node));
        }
    }

    /** Whether a node is here. */
    boolean holds(PlannedNode node) {
        Queue queue = queues.get(pool(node));
        return queue != null && queue.holds(node);
    }

    /** What a node waits for that the gate has not been shown; empty if it is not here. */
    Optional<Wait> waits(PlannedNode node) {
        Queue queue = queues.get(pool(node));
        return queue != null && queue.holds(node)
                ? Optional.of(new Wait(Wait.Limit.NODES, "", shown, queue.place(node)))
                : Optional.empty();
    }

    /** Forgets all that wait. */
    void clear() {
        queues.values().forEach(Queue::clear);
        queues.values().removeIf(Queue::isIdle);
    }

    private static String pool(PlannedNode node) {
        return node.spec().pool().orElse("");
    }

    /** The nodes of one pool, or of none. */
    private static final class Queue {
        private static final int FEW = 4;

        private final Deque<Ready> waiting = new ArrayDeque<>(FEW);
        private final BitSet held = new BitSet(0);
        private final NodeMap<Ready> announced = new NodeMap<>();
        private int out;

        void add(Ready ready) {
            if (!holds(ready.node())) {
                held.set(ready.node().index());
                waiting.addLast(ready);
            }
        }

        Ready take() {
            Ready ready = waiting.removeFirst();
            held.clear(ready.node().index());
            out++;
            return ready;
        }

        void announce(PlannedNode node) {
            Ready next = waiting.peekFirst();
            if (next != null && next.node().index() == node.index()) {
                announced.put(node.index(), take());
            }
        }

        boolean holds(PlannedNode node) {
            return held.get(node.index());
        }

        /** Behind those that are out. */
        int place(PlannedNode node) {
            int place = out + 1;
            for (Iterator<Ready> before = waiting.iterator(); place < Wait.FARTHEST && before.hasNext(); place++) {
                if (before.next().node().index() == node.index()) {
                    break;
                }
            }
            return place;
        }

        void clear() {
            waiting.clear();
            held.clear();
            out -= announced.all().size();
            announced.clear();
        }

        boolean isIdle() {
            return out == 0 && waiting.isEmpty();
        }
    }
}
