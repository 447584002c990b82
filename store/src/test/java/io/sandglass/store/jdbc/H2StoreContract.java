package io.sandglass.store.jdbc;

import io.sandglass.plugin.LogLevel;
import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import io.sandglass.store.PauseStore;
import io.sandglass.store.PauseStoreContract;
import io.sandglass.store.RunStore;
import io.sandglass.store.RunStoreContract;
import io.sandglass.store.SpecStore;
import io.sandglass.store.SpecStoreContract;
import io.sandglass.store.TriggerStore;
import io.sandglass.store.TriggerStoreContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The contracts of all stores that one database implements. */
abstract class H2StoreContract {
    private H2Store store;

    abstract StoreSettings settings();

    @BeforeEach
    void open() {
        store = H2Store.open(settings());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Nested
    class Runs extends RunStoreContract {
        @Override
        protected RunStore store() {
            return store.runs();
        }

        @Override
        protected TriggerStore triggers() {
            return store.triggers();
        }

        /** Read through the view that people use. */
        @Override
        protected List<LogLine> logged(RunId run) {
            String sql = "select node_id, attempt, level, text, at from logs where run_id = ? order by line_id";
            return store.history().query(sql, List.of(run.toString()), 1_000, Duration.ofSeconds(10)).rows().stream()
                    .map(row -> new LogLine(
                            run,
                            (String) row.get(0),
                            (Integer) row.get(1),
                            LogLevel.valueOf((String) row.get(2)),
                            (String) row.get(3),
                            (Instant) row.get(4)))
                    .toList();
        }
    }

    @Nested
    class Specs extends SpecStoreContract {
        @Override
        protected SpecStore store() {
            return store.specs();
        }
    }

    @Nested
    class Triggers extends TriggerStoreContract {
        @Override
        protected TriggerStore store() {
            return store.triggers();
        }

        @Override
        protected RunStore runs() {
            return store.runs();
        }
    }

    @Nested
    class Pauses extends PauseStoreContract {
        @Override
        protected PauseStore store() {
            return store.pauses();
        }
    }
}
