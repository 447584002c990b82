package io.sandglass.engine;

import io.sandglass.fair.FairGate;
import io.sandglass.fair.RunGate;
import io.sandglass.store.RunJournal;
import io.sandglass.time.Clock;
import io.sandglass.time.Platform;
import io.sandglass.time.Timers;
import io.sandglass.time.Workers;

/** What the runs of an engine share. */
record EngineServices(
        Platform platform,
        RunJournal journal,
        FairGate gate,
        RunGate runs,
        Reminder reminder,
        NodeRunner runner,
        Listeners listeners,
        Grants grants,
        EngineLimits limits,
        EngineState state) {
    Clock clock() {
        return platform.clock();
    }

    Timers timers() {
        return platform.timers();
    }

    Workers workers() {
        return platform.workers();
    }
}
