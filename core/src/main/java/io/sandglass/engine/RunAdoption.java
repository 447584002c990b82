package io.sandglass.engine;

import io.sandglass.engine.run.EngineServices;
import io.sandglass.run.RunId;
import io.sandglass.store.StoreUnavailable;
import java.time.Duration;

/**
 * Runs that are in the store but have no owner. So it is when a launch was answered as failed although its first record
 * became durable: the store lost its answer, not the record. Thread-safe.
 */
final class RunAdoption {
    private static final Duration NEXT_LOOK = Duration.ofSeconds(1);

    private final EngineConfig config;
    private final EngineServices services;
    private final Entrance entrance;

    RunAdoption(EngineConfig config, EngineServices services, Entrance entrance) {
        this.config = config;
        this.services = services;
        this.entrance = entrance;
    }

    /** Takes the run up if it is there, at the latest when the store can be read again. */
    void lookFor(RunId run) {
        services.workers().run("run-" + run + "/adopt", () -> adopt(run));
    }

    private void adopt(RunId run) {
        if (services.state().draining()) {
            return;
        }
        try {
            if (entrance.recover(run, new RunRecovery(config, services)) == Entrance.Found.IN_TRANSIT) {
                lookAgain(run);
            }
        } catch (StoreUnavailable e) {
            lookAgain(run);
        }
    }

    private void lookAgain(RunId run) {
        services.timers().after(NEXT_LOOK, () -> lookFor(run));
    }
}
