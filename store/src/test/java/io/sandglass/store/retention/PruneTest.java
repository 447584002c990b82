package io.sandglass.store.retention;

import static io.sandglass.store.fixture.Samples.attemptStarted;
import static io.sandglass.store.fixture.Samples.ended;
import static io.sandglass.store.fixture.Samples.failed;
import static io.sandglass.store.fixture.Samples.records;
import static io.sandglass.store.fixture.Samples.started;
import static io.sandglass.store.fixture.Samples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.LogLevel;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.Cause;
import io.sandglass.run.LogLine;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.RecordsLost;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreInternals;
import io.sandglass.store.jdbc.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deleting what ended long ago, while work goes on (D9). */
class PruneTest {
    private static final RunId RUN = new RunId(1_000);
    private static final RunId OTHER = new RunId(1_001);
    private static final Instant END = Samples.T0.plusMillis(1_000);
    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

    @TempDir
    private Path home;

    private H2Store store;

    @BeforeEach
    void open() {
        store = H2Store.open(StoreSettings.inDirectory(home));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void takesEverythingOfARunButItsSlot() {
        store.runs()
                .append(records(
                        RUN,
                        started(Samples.slotCause(Samples.T0)),
                        attemptStarted("load", 1),
                        new RunEvent.ValueWritten("load", 1, "k", Optional.of(Payload.of(1)), Samples.T0),
                        failed("load", 1, Optional.empty()),
                        ended(RunStatus.FAILED, Optional.empty())));
        store.runs().log(List.of(new LogLine(RUN, "load", 1, LogLevel.INFO, "hello", Samples.T0)));

        assertThat(rows("select run_id from failures")).hasSize(1);

        assertThat(prune(all(END.plusMillis(1)))).isEqualTo(1);

        for (String view : List.of("runs", "node_runs", "attempts", "failures", "events", "logs", "run_values")) {
            assertThat(rows("select * from " + view)).as(view).isEmpty();
        }
        assertThat(rows("select state, run_id from slots")).containsExactly(java.util.Arrays.asList("RAN", null));
        assertThat(store.runs().events(RUN)).isEmpty();
        assertThat(store.runs().append(records(OTHER, started(Samples.slotCause(Samples.T0)))))
                .containsExactly(OTHER);
        assertThat(store.verify().problems()).isEmpty();
    }

    @Test
    void leavesWhatIsOpenOrYoungerOrEndedOtherwise() {
        store.runs().append(records(RUN, started(Cause.manual())));
        run(OTHER, Cause.manual(), RunStatus.SUCCEEDED);

        assertThat(prune(all(END))).isZero();
        assertThat(prune(new Prune(Optional.empty(), Set.of(RunStatus.FAILED), LATER, Prune.What.RUNS)))
                .isZero();
        assertThat(prune(new Prune(
                        Optional.of(new WorkflowKey("finance", "other")),
                        Set.of(RunStatus.SUCCEEDED),
                        END.plusMillis(1),
                        Prune.What.RUNS)))
                .isZero();

        assertThat(store.prunable(all(END.plusMillis(1)))).isEqualTo(1);
        assertThat(rows("select run_id from runs")).hasSize(2);
    }

    @Test
    void deletesManyInChunks() {
        for (int i = 0; i < 250; i++) {
            run(new RunId(2_000 + i), Cause.manual(), RunStatus.SUCCEEDED);
        }

        assertThat(prune(all(END.plusMillis(1)))).isEqualTo(250);

        assertThat(rows("select run_id from runs")).isEmpty();
    }

    @Test
    void deletesARunThatIsTooLargeForOneTransactionPieceByPiece() {
        List<RunEvent> events = new ArrayList<>(List.of(started(Cause.manual())));
        for (int i = 0; i < 5_000; i++) {
            events.add(attemptStarted("n" + i, 1));
            events.add(succeeded("n" + i, 1, Payload.EMPTY));
        }
        events.add(ended(RunStatus.SUCCEEDED, Optional.empty()));
        store.runs().append(records(RUN, events.toArray(RunEvent[]::new)));
        run(OTHER, Cause.manual(), RunStatus.SUCCEEDED);

        assertThat(prune(all(END.plusMillis(1)))).isEqualTo(2);

        assertThat(rows("select run_id from runs union all select node_id from node_runs"))
                .isEmpty();
    }

    @Test
    void payloadsGoEarlierThanTheRest() {
        run(RUN, Cause.manual(), RunStatus.FAILED);

        prune(new Prune(Optional.empty(), Set.of(RunStatus.FAILED), END.plusMillis(1), Prune.What.PAYLOADS));

        assertThat(rows("select status, payloads_gone_at is not null from runs"))
                .containsExactly(List.of("FAILED", true));
        assertThat(rows("select node_id from node_runs")).hasSize(1);
        assertThatThrownBy(() -> store.runs().events(RUN))
                .isInstanceOf(RecordsLost.class)
                .hasMessageContaining("inputs and outputs of run " + RUN + " were deleted at");
        assertThat(store.prunable(new Prune(Optional.empty(), Set.of(RunStatus.FAILED), LATER, Prune.What.PAYLOADS)))
                .isZero();
        assertThat(prune(new Prune(Optional.empty(), Set.of(RunStatus.FAILED), LATER, Prune.What.RUNS)))
                .isEqualTo(1);
    }

    @Test
    void aRunThatWasReopenedStays() {
        run(RUN, Cause.manual(), RunStatus.FAILED);
        store.runs()
                .append(records(RUN, 5, new RunEvent.RunReopened(List.of(), new Asked("alice", "again"), Samples.T0)));

        assertThat(prune(all(LATER))).isZero();
        assertThat(store.runs().openRuns()).containsExactly(RUN);
    }

    @Test
    void aDeletedRunTakesNoMoreRecords() {
        run(RUN, Cause.manual(), RunStatus.FAILED);
        prune(all(LATER));

        List<RunRecord> late =
                records(RUN, 5, new RunEvent.RunReopened(List.of(), new Asked("alice", "again"), Samples.T0));

        assertThat(store.runs().append(late)).containsExactly(RUN);
        assertThat(store.runs().openRuns()).isEmpty();
    }

    @Test
    void whatWasDeletedDoesNotComeBackWithABackupAndTheJournal() throws IOException {
        run(RUN, Cause.manual(), RunStatus.SUCCEEDED);
        StoreInternals.backupNow(store);
        run(OTHER, Cause.manual(), RunStatus.SUCCEEDED);
        prune(all(END.plusMillis(1)));
        store.close();
        Files.delete(home.resolve(DataDirectory.DATABASE));

        open();

        assertThat(rows("select run_id from runs")).isEmpty();
        assertThat(store.verify().problems()).isEmpty();
    }

    @Test
    void stopsWhenItIsToldTo() {
        run(RUN, Cause.manual(), RunStatus.SUCCEEDED);

        assertThat(store.prune(all(LATER), () -> false)).isZero();
    }

    private long prune(Prune prune) {
        return store.prune(prune, () -> true);
    }

    private static Prune all(Instant before) {
        return new Prune(
                Optional.empty(),
                Set.of(RunStatus.SUCCEEDED, RunStatus.FAILED, RunStatus.CANCELLED),
                before,
                Prune.What.RUNS);
    }

    private void run(RunId run, Cause cause, RunStatus status) {
        store.runs()
                .append(records(
                        run,
                        started(cause),
                        attemptStarted("load", 1),
                        new RunEvent.ValueWritten("load", 1, "k", Optional.of(Payload.of(Map.of("a", 1))), Samples.T0),
                        ended(status, Optional.empty())));
    }

    private List<List<Object>> rows(String sql) {
        return store.history()
                .query(sql, List.of(), 10_000, Duration.ofSeconds(10))
                .rows();
    }
}
