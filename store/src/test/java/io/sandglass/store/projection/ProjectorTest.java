package io.sandglass.store.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.LogLevel;
import io.sandglass.run.Cause;
import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.fixture.UnreadableLedger;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreInternals;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.store.ledger.MemoryLedger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Log lines while something on their way to the database fails. */
@Timeout(60)
class ProjectorTest {
    private static final RunId RUN = new RunId(1);

    /** Nothing is written before somebody asks for it. */
    private static final ProjectionSettings WHEN_ASKED =
            new ProjectionSettings(Duration.ofSeconds(60), 1_000_000, 1_000_000);

    @Test
    void logLinesOutliveAJournalThatCannotBeReadForAMoment() {
        UnreadableLedger ledger = new UnreadableLedger(new MemoryLedger());
        StoreSettings settings = StoreSettings.inMemory().with(WHEN_ASKED);
        try (H2Store store = StoreInternals.open(ledger, settings)) {
            store.runs().log(List.of(new LogLine(RUN, "load", 1, LogLevel.INFO, "loading", Samples.T0)));
            store.runs().append(Samples.records(RUN, Samples.started(Cause.manual())));
            ledger.failOnce();

            store.awaitApplied();

            assertThat(ledger.failed()).isTrue();
            assertThat(store.projectionLag().lostLines()).isZero();
            assertThat(store.history()
                            .query("select text from logs", List.of(), 10, Duration.ofSeconds(10))
                            .rows())
                    .containsExactly(List.of("loading"));
        }
    }
}
