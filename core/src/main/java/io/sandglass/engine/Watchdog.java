package io.sandglass.engine;

import io.sandglass.engine.run.EngineServices;
import io.sandglass.engine.run.RunExecution;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after open runs, lest one waits for a wake-up that was lost, or has no owner. Thread-safe. */
record Watchdog(EngineServices services, OpenRuns open, Orphans orphans) {
    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    /** Looks from now on, until the engine is closing. */
    void watch(Duration every) {
        services.timers().after(every, () -> {
            if (!services.state().draining()) {
                lookAndGoOn(every);
            }
        });
    }

    /** Whatever goes wrong in one look, there is a next. */
    private void lookAndGoOn(Duration every) {
        try {
            look();
        } finally {
            watch(every);
        }
    }

    private void look() {
        try {
            services.workers().run("sandglass-watchdog", () -> {
                services.journal().wake();
                services.gate().look();
                open.all().forEach(RunExecution::check);
                orphans.look();
            });
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            log.warn("nobody looked after the runs this time: {}", e.getMessage());
        }
    }
}
