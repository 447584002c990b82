package io.sandglass.engine.step;

import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.plan.PlannedNode;
import io.sandglass.run.NodeProgress;
import io.sandglass.run.RunDraft;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.NodeEvent;
import io.sandglass.run.RunState;
import io.sandglass.spec.FailurePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one step starts from and has come to so far. Used by one thread, for one step. */
final class StepDraft {
    final Situation situation;
    final Instant at;
    private final RunDraft state;
    private final List<RunEvent> events = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();
    /** Not a bit for each node: most steps begin one or two, and a run may have a hundred thousand. */
    private Set<Integer> starting = Set.of();

    private final Deque<Integer> justEnded = new ArrayDeque<>(0);
    private Map<String, Integer> announcedOfPool = Map.of();
    private int announcedNow;

    StepDraft(Situation situation, Instant at) {
        this.situation = situation;
        this.at = at;
        this.state = situation.current().draft();
    }

    /** Until the next event. */
    RunState state() {
        return state.state();
    }

    void emit(RunEvent event) {
        events.add(event);
        state.apply(event);
        if (event instanceof NodeEvent nodeEvent) {
            int node = state().graph().index(nodeEvent.node());
            if (ended(node)) {
                justEnded.add(node);
            }
        }
    }

    void command(Command command) {
        commands.add(command);
    }

    /** Begins the next attempt of a node, or the announced one, once a step: several of its needs may end in one. */
    void start(int node) {
        if (starting.isEmpty()) {
            starting = new HashSet<>();
        }
        if (starting.add(node)) {
            int attempts = node(node).attempts();
            commands.add(new Command.Start(node, isAnnounced(node) ? attempts : attempts + 1));
        }
    }

    boolean starts(int node) {
        return starting.contains(node);
    }

    /** Puts the start of a node on record, to begin once that is durable. */
    void announce(int node) {
        emit(new AttemptStarted(id(node), node(node).attempts() + 1, at));
        commands.add(new Command.Announce(node));
        announcedNow++;
        planned(node).spec().pool().ifPresent(this::announcedOf);
    }

    private void announcedOf(String pool) {
        if (announcedOfPool.isEmpty()) {
            announcedOfPool = new HashMap<>();
        }
        announcedOfPool.merge(pool, 1, Integer::sum);
    }

    /** Whether one more attempt would probably begin at once. */
    boolean hasRoom() {
        return announcedNow < situation.inFlight().room().places();
    }

    /** Whether this one would. */
    boolean hasRoomFor(int node) {
        Optional<String> pool = planned(node).spec().pool();
        return hasRoom()
                && (pool.isEmpty()
                        || announcedOfPool.getOrDefault(pool.get(), 0)
                                < situation.inFlight().room().of(pool.get()));
    }

    /** What was to be done so far is not done. */
    void forgetCommands() {
        commands.clear();
        starting = Set.of();
    }

    void later(int node, Duration delay) {
        commands.add(new Command.Later(node, delay));
    }

    /** A node that ended in this step and whose dependents were not looked at yet; null if there is none. */
    @Nullable
    Integer nextEnded() {
        return justEnded.poll();
    }

    boolean isOut(int node) {
        return situation.inFlight().live().contains(node);
    }

    /** Whether a time was set for it that has not come. */
    boolean isAlarmed(int node) {
        return situation.inFlight().alarmed().contains(node);
    }

    boolean isAnnounced(int node) {
        return situation.inFlight().announced().contains(node);
    }

    boolean ended(int node) {
        return state().node(node).status().ended();
    }

    NodeProgress node(int node) {
        return state().node(node);
    }

    FailurePolicy policy() {
        return situation.plan().spec().failurePolicy();
    }

    PlannedNode planned(int node) {
        return situation.plan().nodes().get(node);
    }

    String id(int node) {
        return state().graph().id(node);
    }

    Decision decision(Optional<SteeringResult.Refused> refused) {
        return new Decision(state(), events, commands, refused);
    }
}
