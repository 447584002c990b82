package io.sandglass.simulation;

import io.sandglass.engine.LaunchRequest;
import io.sandglass.history.Observed.Kind;
import io.sandglass.plugin.Payload;
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

    private final World world;
    private final List<RunId> known = new ArrayList<>();

    People(World world) {
        this.world = world;
    }

    /** They come anew to each process. */
    void visit(SimulatedProcess process) {
        world.often(world.swarm().meanRunGap(), () -> launch(process));
        if (world.has(Fault.CANCEL)) {
            world.often(BETWEEN_REQUESTS, () -> cancel(process));
        }
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

    private void cancel(SimulatedProcess process) {
        if (!known.isEmpty()) {
            RunId run = known.get(world.chance().between(Math.max(0, known.size() - REMEMBERED), known.size() - 1));
            boolean found = process.engine().cancel(run, "somebody asked for it");
            world.notes().add(Kind.CONTROL, run.toString(), "", 0, found ? "cancel" : "cancel: not open");
        }
    }
}
