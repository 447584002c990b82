package io.sandglass.engine;

import io.sandglass.fair.FairGate;
import io.sandglass.fair.RunGate;
import io.sandglass.fair.Tenancy;
import io.sandglass.store.RunJournal;
import io.sandglass.time.Clock;
import io.sandglass.time.Timers;
import io.sandglass.time.Workers;

/** What the runs of an engine share. */
record EngineServices(
        AttemptServices attempts,
        RunJournal journal,
        RunGate runs,
        Reminder reminder,
        Listeners listeners,
        Tenancy tenancy,
        FuelAccounts fuel,
        EngineState state) {
    FairGate gate() {
        return attempts.gate();
    }

    Clock clock() {
        return attempts.clock();
    }

    Timers timers() {
        return attempts.timers();
    }

    Workers workers() {
        return attempts.workers();
    }
}
