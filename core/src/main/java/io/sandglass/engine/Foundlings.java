package io.sandglass.engine;

import io.sandglass.plan.ExecutionPlan;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Runs whose launch was answered as failed although their first record became durable: the store lost its answer, not the
 * record. They are in the store, so they need an owner. Thread-safe.
 */
final class Foundlings {
    private static final Duration NEXT_LOOK = Duration.ofSeconds(1);

    private final EngineConfig config;
    private final EngineServices services;
    private final BiConsumer<ExecutionPlan, List<RunRecord>> resume;

    Foundlings(EngineConfig config, EngineServices services, BiConsumer<ExecutionPlan, List<RunRecord>> resume) {
        this.config = config;
        this.services = services;
        this.resume = resume;
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
            if (!config.runs().events(run).isEmpty()) {
                new RunRecovery(config, services).recover(run, resume);
            }
        } catch (StoreUnavailable e) {
            services.timers().after(NEXT_LOOK, () -> lookFor(run));
        }
    }
}
