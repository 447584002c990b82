package io.sandglass.store.tables;

import static io.sandglass.store.fixture.Samples.T0;
import static io.sandglass.store.fixture.Samples.TRIGGER;
import static io.sandglass.store.fixture.Samples.WORKFLOW;
import static io.sandglass.store.fixture.Samples.attemptStarted;
import static io.sandglass.store.fixture.Samples.ended;
import static io.sandglass.store.fixture.Samples.records;
import static io.sandglass.store.fixture.Samples.started;
import static io.sandglass.store.fixture.Samples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import io.sandglass.run.TriggerKey;
import io.sandglass.store.Pausable;
import io.sandglass.store.Pause;
import io.sandglass.store.TriggerRow;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.store.ledger.Change;
import io.sandglass.store.ledger.ChangeCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report views say of runs, workflows and triggers that are paused, and of nodes that wait. */
class PausesReportTest {
    private static final RunId RUN = new RunId(7);
    private static final Asked ADA = new Asked("ada", "a look at it");
    private static final Asked BOB = new Asked("bob", "");

    @TempDir
    private Path directory;

    private H2Store store;

    @BeforeEach
    void open() {
        store = H2Store.open(StoreSettings.inDirectory(directory));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aPausedRunSaysByWhomAndSinceWhen() {
        append(1, started(Cause.manual()), new RunEvent.RunPaused(ADA, T0));
        String asked = "select status, paused_by, pause_reason, paused_at from runs";

        assertThat(rows(asked)).containsExactly(row("PAUSED", "ada", "a look at it", T0));
        reopen();
        append(3, new RunEvent.PriorityChanged(8, BOB, T0));
        assertThat(rows(asked)).containsExactly(row("PAUSED", "ada", "a look at it", T0));
        append(4, new RunEvent.RunResumed(BOB, T0));
        assertThat(rows(asked)).containsExactly(row("RUNNING", null, null, null));
        assertThat(rows("select priority from runs")).containsExactly(row(8));
    }

    @Test
    void aRunThatEndedIsNotPaused() {
        append(1, started(Cause.manual()), new RunEvent.RunPaused(ADA, T0));

        append(3, new RunEvent.CancelRequested(BOB, false, T0));
        assertThat(rows("select status from runs")).containsExactly(row("RUNNING"));
        append(4, ended(RunStatus.CANCELLED, Optional.empty()));

        assertThat(rows("select status, paused_by from runs")).containsExactly(row("CANCELLED", null));
    }

    @Test
    void aRerunNamesTheRunBefore() {
        RunId origin = new RunId(3);
        Payload data = Payload.of(Map.of("type", "rerun", "origin", origin.toString()));

        append(1, started(new Cause("rerun", Optional.empty(), Optional.empty(), data)));

        assertThat(rows("select rerun_of, priority from runs")).containsExactly(row(origin.toString(), null));
    }

    @Test
    void aSuspendedNodeSaysWhatItWaitsForUntilItIsOver() {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        append(1, started(Cause.manual()), attemptStarted("load", 1), attemptStarted("post", 1));
        append(
                4,
                new RunEvent.NodeSuspended("load", 1, noon, Payload.EMPTY, T0),
                new RunEvent.NodeAwaits("post", 1, Expectation.decision("Go on?"), T0));
        String reasons = "select node_id, state, reason from node_runs order by 1";

        assertThat(rows(reasons))
                .containsExactly(
                        row("load", "SUSPENDED", "waits until 2026-03-01T12:00:00Z"),
                        row("post", "SUSPENDED", "waits for approval: Go on?"));
        append(6, succeeded("load", 1, Payload.EMPTY), succeeded("post", 1, Payload.EMPTY));

        assertThat(rows(reasons)).containsExactly(row("load", "SUCCEEDED", null), row("post", "SUCCEEDED", null));
    }

    @Test
    void triggersAndWorkflowsSayWhoPausedThem() {
        TriggerKey hourly = new TriggerKey(WORKFLOW, "hourly");
        store.specs().save(WORKFLOW, "id: settle", "settle.yaml", T0);
        store.triggers().replace(WORKFLOW, List.of(trigger(TRIGGER), trigger(hourly)));
        store.pauses().begin(Pause.begin(Pausable.of(hourly), BOB, T0));
        String triggers = "select trigger_name, state, paused_by, pause_reason, paused_at from triggers order by 1";

        assertThat(rows(triggers))
                .containsExactly(row("hourly", "PAUSED", "bob", "", T0), row("nightly", "ENABLED", null, null, null));
        store.pauses().begin(Pause.begin(Pausable.of(WORKFLOW), ADA, T0.plusSeconds(1)));
        reopen();

        assertThat(rows(triggers))
                .containsExactly(
                        row("hourly", "PAUSED", "bob", "", T0),
                        row("nightly", "PAUSED", "ada", "a look at it", T0.plusSeconds(1)));
        assertThat(rows("select state, paused_by, paused_at from workflows"))
                .containsExactly(row("STORED", "ada", T0.plusSeconds(1)));
    }

    @Test
    void everyPauseIsKeptWhenItIsOver() {
        store.pauses().begin(Pause.begin(Pausable.of(TRIGGER), ADA, T0));
        store.pauses().end(Pausable.of(TRIGGER), BOB, T0.plusSeconds(60));

        assertThat(rows("select trigger_name, paused_by, pause_reason, resumed_by, resume_reason, resumed_at"
                        + " from pauses"))
                .containsExactly(row("nightly", "ada", "a look at it", "bob", "", T0.plusSeconds(60)));
    }

    @Test
    void pausesAreReadFromTheJournalAsTheyWereWritten() {
        List.of(
                        new Change.Paused(Pause.begin(Pausable.of(WORKFLOW), ADA, T0)),
                        new Change.Paused(Pause.begin(Pausable.of(TRIGGER), BOB, T0)),
                        new Change.Resumed(Pausable.of(TRIGGER), ADA, T0))
                .forEach(change -> {
                    ChangeCodec.Written written = ChangeCodec.write(change);
                    assertThat(ChangeCodec.read(written.type(), written.bytes()))
                            .isEqualTo(change);
                });
    }

    private void append(long firstSeq, RunEvent... events) {
        store.runs().append(records(RUN, firstSeq, events));
    }

    private void reopen() {
        store.close();
        open();
    }

    private List<List<Object>> rows(String sql) {
        return store.history()
                .query(sql, List.of(), 100, Duration.ofSeconds(10))
                .rows();
    }

    private static List<Object> row(Object... cells) {
        return Arrays.asList(cells);
    }

    private static TriggerRow trigger(TriggerKey key) {
        return new TriggerRow(
                key, 1, "cron", "30 2 * * *", Optional.of("UTC"), true, T0, Optional.of(T0.plusSeconds(3600)));
    }
}
