package io.sandglass.engine;

import io.sandglass.fair.FairGate;
import io.sandglass.fair.RunGate;
import io.sandglass.store.JournalListener;
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
        SecretSource secrets,
        EngineLimits limits,
        FuelAccounts fuel,
        EngineState state) {
    /** @param heard of the journal; not before the engine is made */
    static EngineServices of(EngineConfig config, Listeners listeners, JournalListener heard) {
        EngineLimits limits = config.limits();
        config.runs().highestRun().ifPresent(config.platform().ids()::above);
        RunJournal journal = new RunJournal(config.runs(), config.platform(), limits.journal(), heard);
        return new EngineServices(
                config.platform(),
                journal,
                new FairGate(
                        limits.maxConcurrentNodes(),
                        limits.tenancy(),
                        journal::full,
                        config.platform().clock()::nanos),
                new RunGate(),
                new Reminder(config.platform().timers()),
                new NodeRunner(config.platform().clock()),
                listeners,
                config.grants(),
                config.secrets(),
                limits,
                new FuelAccounts(limits.tenancy(), config.platform().clock()),
                new EngineState());
    }

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
