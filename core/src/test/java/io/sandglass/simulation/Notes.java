package io.sandglass.simulation;

import io.sandglass.history.Observed;
import io.sandglass.history.Observed.Kind;
import io.sandglass.plugin.NodeContext;
import io.sandglass.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The notebook of the observer, who sees nothing of what a dead process would have done. */
final class Notes {
    private final Clock clock;
    private final BooleanSupplier blind;
    private final List<Observed> seen = new ArrayList<>();

    Notes(Clock clock, BooleanSupplier blind) {
        this.clock = clock;
        this.blind = blind;
    }

    void add(Kind kind, String run, String node, int attempt, String detail) {
        if (!blind.getAsBoolean()) {
            seen.add(new Observed(seen.size(), clock.nanos() / 1_000_000, kind, run, node, attempt, detail));
        }
    }

    void add(Kind kind, NodeContext context, String detail) {
        add(kind, context.runId(), context.nodeId(), context.attempt(), detail);
    }

    void add(Kind kind, String detail) {
        add(kind, "", "", 0, detail);
    }

    List<Observed> seen() {
        return seen;
    }
}
