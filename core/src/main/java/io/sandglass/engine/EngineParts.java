package io.sandglass.engine;

import io.sandglass.engine.attempt.AttemptServices;
import io.sandglass.engine.attempt.NodeRunner;
import io.sandglass.engine.attempt.StoppedAttempts;
import io.sandglass.engine.fuel.FuelAccounts;
import io.sandglass.engine.run.EngineServices;
import io.sandglass.engine.run.EngineState;
import io.sandglass.engine.run.Listeners;
import io.sandglass.engine.run.PayloadRoom;
import io.sandglass.engine.run.Reminder;
import io.sandglass.fair.FairGate;
import io.sandglass.fair.RunGate;
import io.sandglass.store.JournalListener;
import io.sandglass.store.RunJournal;
import io.sandglass.time.Platform;

/** Makes of its configuration what an engine is made of. */
final class EngineParts {
    private EngineParts() {}

    /** @param heard of the journal; not before the engine is made */
    static EngineServices services(EngineConfig config, Listeners listeners, JournalListener heard) {
        EngineLimits limits = config.limits();
        Platform platform = config.platform();
        config.runs().highestRun().ifPresent(platform.ids()::above);
        RunJournal journal = new RunJournal(config.runs(), platform, limits.journal(), heard);
        return new EngineServices(
                attempts(config, journal),
                journal,
                new RunGate(),
                new Reminder(platform.timers()),
                listeners,
                limits.tenancy(),
                new FuelAccounts(limits.tenancy(), platform.clock()),
                new PayloadRoom(limits.payloadMemory(), config.runs()::spareMemory),
                new EngineState());
    }

    private static AttemptServices attempts(EngineConfig config, RunJournal journal) {
        EngineLimits limits = config.limits();
        Platform platform = config.platform();
        return new AttemptServices(
                platform,
                new FairGate(limits.maxConcurrentNodes(), limits.tenancy(), journal::full, platform.clock()::nanos),
                new NodeRunner(platform.clock()),
                config.grants(),
                config.secrets(),
                limits.cancelGrace(),
                journal::log,
                new StoppedAttempts());
    }
}
