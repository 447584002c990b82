package io.sandglass.engine.run;

import io.sandglass.engine.attempt.Attempt;
import io.sandglass.engine.attempt.AttemptRequest;
import io.sandglass.engine.attempt.AttemptStart;
import io.sandglass.engine.attempt.AttemptStart.StartRecord;
import io.sandglass.engine.attempt.LiveValues;
import io.sandglass.engine.fuel.RunFuel;
import io.sandglass.engine.fuel.TenantFuel;
import io.sandglass.plan.PlannedNode;
import io.sandglass.run.RunState;
import io.sandglass.spec.Delivery;
import io.sandglass.spec.Pace;
import java.util.Map;

/** Makes the requests for the attempts of one run, with the values and the fuel they share. Belongs to its owner. */
final class AttemptRequests {
    private final RunProgress progress;
    private final RunFuel fuel;
    private boolean recovered;

    AttemptRequests(RunProgress progress, TenantFuel account) {
        this.progress = progress;
        this.fuel = new RunFuel(progress.plan().spec().budget(), account);
    }

    /** The run was begun by an earlier process. */
    void recovered() {
        recovered = true;
    }

    /** The records of the run tell anew what it has used. */
    void fuelUsed() {
        fuel.used(progress.current().fuelUnits());
    }

    /**
     * The request for one more attempt.
     *
     * @param announced whether its start is durable
     * @param out the attempts that are out
     */
    AttemptRequest make(PlannedNode node, int attempt, boolean announced, Map<Integer, Attempt> out) {
        RunState state = progress.current();
        fuelUsed();
        AttemptRequest.Shared shared = new AttemptRequest.Shared(values(state, out), fuel);
        return new AttemptRequest(
                progress.run(), node, new AttemptStart(attempt, startRecord(node, announced)), state, shared);
    }

    /**
     * Nothing runs without a trace, lest it crash the process for ever, but what is ahead of the records anyway. Not even
     * that in a run that lived through a crash, nor what must not run twice.
     */
    private StartRecord startRecord(PlannedNode node, boolean announced) {
        if (announced) {
            return StartRecord.DURABLE;
        }
        boolean traced = recovered || node.spec().delivery() == Delivery.AT_MOST_ONCE || !isAhead(node);
        return traced ? StartRecord.BEFORE_CODE : StartRecord.WITH_NEXT;
    }

    /** It begins although not all that leads to it is durable, or may do so. */
    private boolean isAhead(PlannedNode node) {
        return progress.plan().spec().pace() == Pace.RELAXED
                || !progress.durable().needsEnded(node.index());
    }

    /** All attempts that are out share them. */
    private static LiveValues values(RunState state, Map<Integer, Attempt> out) {
        return out.values().stream()
                .findFirst()
                .map(attempt -> attempt.request().values())
                .orElseGet(() -> new LiveValues(state.values(), state.valueWrites()));
    }
}
