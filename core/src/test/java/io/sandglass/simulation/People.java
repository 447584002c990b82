package io.sandglass.simulation;

import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.Operation;
import io.sandglass.history.Observed.Kind;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.simulation.Swarm.Fault;
import io.sandglass.store.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Who starts runs by hand and asks them to stop. */
final class People {
    private static final Duration BETWEEN_REQUESTS = Duration.ofMinutes(2);
    private static final int REMEMBERED = 20;
    private static final Asked SOMEBODY = new Asked(Asked.SOMEBODY, "for a reason");

    private final World world;
    private final List<RunId> known = new ArrayList<>();

    People(World world) {
        this.world = world;
    }

    /** They come anew to each process. */
    void visit(SimulatedProcess process) {
        world.often(world.swarm().meanRunGap(), () -> launch(process));
        if (world.has(Fault.CANCEL)) {
            world.often(
                    BETWEEN_REQUESTS,
                    () -> steer(process, new Operation.Cancel(world.chance().happens(0.3))));
        }
        if (world.has(Fault.PAUSE)) {
            world.often(BETWEEN_REQUESTS, () -> steer(process, new Operation.Pause()));
            world.often(BETWEEN_REQUESTS, () -> steer(process, new Operation.Resume()));
        }
        if (world.has(Fault.PRIORITY)) {
            Operation urgent = new Operation.Prioritise(world.chance().between(0, 9));
            world.often(BETWEEN_REQUESTS, () -> steer(process, urgent));
        }
    }

    /** Whatever is still paused goes on. */
    void resumeAll(SimulatedProcess process) {
        world.store().durable().runs().openRuns().forEach(run -> steer(process, run, new Operation.Resume()));
    }

    void know(RunId run) {
        known.add(run);
    }

    private void launch(SimulatedProcess process) {
        LaunchRequest request = new LaunchRequest(
                world.chance().pick(world.workflows()), OptionalInt.empty(), Payload.EMPTY, Cause.manual());
        int count = world.chance().happens(0.03) ? world.chance().between(2, 30) : 1;
        try {
            for (int i = 0; i < count; i++) {
                process.launch(request);
            }
        } catch (StoreUnavailable e) {
            world.notes().add(Kind.FAULT, "no run: " + e.getMessage());
        }
    }

    private void steer(SimulatedProcess process, Operation operation) {
        if (!known.isEmpty()) {
            int newest = known.size() - 1;
            steer(process, known.get(world.chance().between(Math.max(0, newest - REMEMBERED), newest)), operation);
        }
    }

    private void steer(SimulatedProcess process, RunId run, Operation operation) {
        try {
            process.engine()
                    .steering(run, operation, SOMEBODY)
                    .whenComplete((answer, failure) ->
                            world.notes().add(Kind.CONTROL, run.toString(), "", 0, operation + ": " + answer));
        } catch (StoreUnavailable e) {
            world.notes().add(Kind.FAULT, "not asked: " + e.getMessage());
        }
    }
}
