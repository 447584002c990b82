package io.sandglass.simulation;

import io.sandglass.engine.steering.Operation;
import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.engine.steering.Verb;
import io.sandglass.history.Observed.Kind;
import io.sandglass.history.Row;
import io.sandglass.run.Asked;
import io.sandglass.run.RunId;
import io.sandglass.store.StoreUnavailable;

/** Asks things of runs, and writes down what was asked and answered. */
record Steerers(World world) {
    private static final Asked SOMEBODY = new Asked(Asked.SOMEBODY, "for a reason");

    void ask(SimulatedProcess process, RunId run, Operation operation) {
        note(Kind.WANTED, run, operation);
        try {
            process.engine()
                    .steerAsync(run, operation, SOMEBODY)
                    .whenComplete((answer, failure) -> answered(run, operation, answer));
        } catch (StoreUnavailable e) {
            world.notes().add(Kind.FAULT, "not asked: " + e.getMessage());
        }
    }

    /** @param answer null if there is none: then nobody knows whether it is done */
    private void answered(RunId run, Operation operation, SteeringResult answer) {
        if (answer instanceof SteeringResult.Refused refused && refused.code() != SteeringResult.Code.UNCONFIRMED) {
            note(Kind.REFUSED, run, operation);
        } else if (answer instanceof SteeringResult.Done done) {
            note(Kind.DONE, run, operation);
            if (operation.verb() == Verb.RERUN) {
                world.notes().add(Kind.ACKNOWLEDGED, done.run().toString(), "", 0, "a rerun");
                world.people().know(done.run());
            }
        }
    }

    private void note(Kind kind, RunId run, Operation operation) {
        if (operation.verb() != Verb.RERUN) { // it leaves nothing in the run that is run again
            world.notes()
                    .add(
                            kind,
                            run.toString(),
                            node(operation),
                            0,
                            row(operation).name());
        }
    }

    private static String node(Operation operation) {
        if (operation instanceof Operation.Force force) {
            return force.node();
        }
        return operation instanceof Operation.Decide decide ? decide.node() : "";
    }

    private static Row.Kind row(Operation operation) {
        return switch (operation.verb()) {
            case PAUSE -> Row.Kind.PAUSED;
            case RESUME -> Row.Kind.RESUMED;
            case CANCEL, KILL -> Row.Kind.CANCEL_ASKED;
            case RETRY -> Row.Kind.REOPENED;
            case SKIP, FORCE -> Rows.forced(((Operation.Force) operation).status());
            case SIGNAL -> Row.Kind.SIGNALLED;
            case APPROVE, REJECT -> Row.Kind.DECIDED;
            case PRIORITY -> Row.Kind.PRIORITY;
            case RERUN -> throw new AssertionError(operation);
        };
    }
}
