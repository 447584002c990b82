package io.sandglass.engine.run;

import io.sandglass.engine.attempt.AttemptServices;
import io.sandglass.engine.fuel.FuelAccounts;
import io.sandglass.fair.FairGate;
import io.sandglass.fair.RunGate;
import io.sandglass.fair.Tenancy;
import io.sandglass.store.RunJournal;
import io.sandglass.time.Clock;
import io.sandglass.time.Timers;
import io.sandglass.time.Workers;

/** What the runs of an engine share. */
public record EngineServices(
        AttemptServices attempts,
        RunJournal journal,
        RunGate runs,
        Reminder reminder,
        Listeners listeners,
        Tenancy tenancy,
        FuelAccounts fuel,
        PayloadRoom payloads,
        EngineState state) {
    /** Where attempts wait for their places. */
    public FairGate gate() {
        return attempts.gate();
    }

    /** That of the platform. */
    public Clock clock() {
        return attempts.clock();
    }

    /** Those of the platform. */
    public Timers timers() {
        return attempts.timers();
    }

    /** Those of the platform. */
    public Workers workers() {
        return attempts.workers();
    }
}
