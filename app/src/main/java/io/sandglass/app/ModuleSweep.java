package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.wasm.KeptModules;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.history.HistoryQuery;
import io.sandglass.store.history.QueryFailed;
import io.sandglass.store.jdbc.H2Store;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes kept modules that no run in history names any more: nothing is left that could be replayed with them. Where
 * something fails, they stay. Thread-safe.
 */
public final class ModuleSweep {
    private static final Logger log = LoggerFactory.getLogger(ModuleSweep.class);
    private static final String NAMED = "select run_id from report.attempts where plugin_digest = ? limit 1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KeptModules modules;
    private final HistoryQuery history;
    private final Runnable caughtUp;

    ModuleSweep(KeptModules modules, H2Store store) {
        this(modules, store.history(), store::awaitApplied);
    }

    /** @param caughtUp returns once history has all that is recorded, or throws {@link StoreUnavailable} */
    ModuleSweep(KeptModules modules, HistoryQuery history, Runnable caughtUp) {
        this.modules = requireNonNull(modules, "modules");
        this.history = requireNonNull(history, "history");
        this.caughtUp = requireNonNull(caughtUp, "caughtUp");
    }

    /**
     * Of a home that no other process has open and where nothing runs.
     *
     * @return how many were deleted
     */
    public static int all(Home home, H2Store store) {
        return new ModuleSweep(new KeptModules(home.modules()), store).sweep(System.nanoTime(), Duration.ZERO);
    }

    /**
     * One round, once history has all that was recorded: one that is being rebuilt names too few.
     *
     * @param nanos now, by the monotonic clock
     * @param between how long a module must have been needed by nobody, so that what ran last is recorded
     * @return how many were deleted
     */
    int sweep(long nanos, Duration between) {
        try {
            caughtUp.run();
            int gone = modules.sweep(nanos, between, this::isNamed);
            if (gone > 0) {
                log.info("deleted {} kept modules that no run names any more", gone);
            }
            return gone;
        } catch (IOException | QueryFailed | StoreUnavailable e) {
            log.warn("kept modules that no run names any more are not deleted now: {}", e.toString());
            return 0;
        }
    }

    private boolean isNamed(String sha256) {
        return !history.query(NAMED, List.of("wasm:sha256:" + sha256), 1, PATIENCE)
                .rows()
                .isEmpty();
    }
}
