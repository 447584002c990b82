package io.sandglass.engine.attempt;

import io.sandglass.engine.fuel.RunFuel;
import io.sandglass.plan.PlannedNode;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunId;
import io.sandglass.run.RunState;

/**
 * One attempt to be made.
 *
 * @param snapshot the run as the attempt sees it
 * @param shared what the attempts of the run share
 */
public record AttemptRequest(RunId run, PlannedNode node, AttemptStart start, RunState snapshot, Shared shared) {
    /** What concerns all attempts of a run that are out. */
    public record Shared(LiveValues values, RunFuel fuel) {}

    /** The values of the run, which its attempts share. */
    public LiveValues values() {
        return shared.values();
    }

    RunFuel fuel() {
        return shared.fuel();
    }

    /** Its number, from 1. */
    public int attempt() {
        return start.attempt();
    }

    /** Whether {@code when} is still to be decided. */
    boolean undecided() {
        return snapshot.node(node.index()).status() == NodeStatus.WAITING;
    }

    /** The same on every attempt. The last part counts iterations of a loop; outside a loop it is 0. */
    String idempotencyKey() {
        return run + "/" + node.id() + "/0";
    }

    /** Of the thread that makes the attempt. */
    String name() {
        return "run-" + run + "/" + node.id() + "#" + attempt();
    }
}
