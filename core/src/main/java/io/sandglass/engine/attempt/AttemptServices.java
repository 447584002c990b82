package io.sandglass.engine.attempt;

import io.sandglass.fair.FairGate;
import io.sandglass.run.LogLine;
import io.sandglass.time.Clock;
import io.sandglass.time.Platform;
import io.sandglass.time.Timers;
import io.sandglass.time.Workers;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What the attempts of an engine share.
 *
 * @param gate where they wait for their places
 * @param cancelGrace how long one that was told to stop may take
 * @param log takes the lines that their nodes write
 */
public record AttemptServices(
        Platform platform,
        FairGate gate,
        NodeRunner runner,
        Grants grants,
        SecretSource secrets,
        Duration cancelGrace,
        Consumer<LogLine> log,
        StoppedAttempts stopped) {
    /** That of the platform. */
    public Clock clock() {
        return platform.clock();
    }

    /** Those of the platform. */
    public Timers timers() {
        return platform.timers();
    }

    /** Those of the platform. */
    public Workers workers() {
        return platform.workers();
    }
}
