package io.sandglass.store.tables;

import static io.sandglass.store.fixture.Samples.T0;
import static io.sandglass.store.fixture.Samples.attemptStarted;
import static io.sandglass.store.fixture.Samples.ended;
import static io.sandglass.store.fixture.Samples.failed;
import static io.sandglass.store.fixture.Samples.records;
import static io.sandglass.store.fixture.Samples.slotCause;
import static io.sandglass.store.fixture.Samples.started;
import static io.sandglass.store.fixture.Samples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.LogLevel;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Usage;
import io.sandglass.run.Cause;
import io.sandglass.run.LogLine;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.store.ledger.PluginRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the tables show of runs. */
class RunViewsTest {
    private static final RunId RUN = new RunId(7_000_000_000_000_000L);
    private final H2Store store = H2Store.open(StoreSettings.inMemory());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void showsTheValuesThatNodesKeptForEachOther() {
        store.runs()
                .append(records(
                        RUN,
                        started(Cause.manual()),
                        attemptStarted("load", 1),
                        written("cursor", Payload.of(41)),
                        written("page", Payload.of(1)),
                        written("cursor", Payload.of(Map.of("at", 42)))));
        assertThat(one("select data from run_values where name = 'cursor'")).containsExactly("{\"at\":42}");

        store.runs().append(records(RUN, 6, new RunEvent.ValueWritten("load", 1, "cursor", Optional.empty(), T0)));

        assertThat(one("select name, node_id, attempt from run_values")).containsExactly("page", "load", 1);
    }

    @Test
    void aClockThatWasSetMeanwhileChangesNoDuration() {
        Instant setBack = T0.minusSeconds(3_600);
        store.runs().append(records(RUN, started(Cause.manual()), Samples.ended(Duration.ofMillis(1_234), setBack)));

        assertThat(one("select duration_ms from runs")).containsExactly(1_234L);
    }

    @Test
    void noDurationThatNobodyMeasuredIsNegative() {
        Instant setBack = T0.minusSeconds(3_600);
        store.runs()
                .append(records(
                        RUN,
                        started(Cause.manual()),
                        attemptStarted("load", 1),
                        new RunEvent.NodeSucceeded("load", 1, Payload.EMPTY, Usage.NONE, setBack),
                        new RunEvent.RunEnded(RunStatus.SUCCEEDED, Payload.EMPTY, Optional.empty(), setBack)));

        assertThat(one("select duration_ms, (select wall_ms from attempts) from runs"))
                .containsExactly(0L, 0L);
    }

    @Test
    void tellsHowTheCodeOfAnAttemptRan() {
        store.runs()
                .append(records(
                        RUN,
                        started(Cause.manual()),
                        attemptStarted("load", 1),
                        Samples.executed("load", Samples.EXECUTION)));

        assertThat(one("select outcome, isolation, fuel_units, peak_memory_bytes, fuel_schedule, wall_nanos,"
                        + " queue_nanos, stdin_bytes, host_calls, peak_stack_units, recorded from attempts"))
                .containsExactly("OK", "wasm", 1_000L, 65_536L, 1, 5_000L, 70L, 40L, 2L, 9L, true);
    }

    @Test
    void tellsTheEndOfEachAttemptInAWord() {
        store.runs()
                .append(records(
                        RUN,
                        started(Cause.manual()),
                        attemptStarted("a", 1),
                        attemptStarted("b", 1),
                        attemptStarted("c", 1),
                        attemptStarted("d", 1),
                        attemptStarted("e", 1),
                        Samples.broken("a", "TRAP", "Custom"),
                        Samples.broken("b", "", "Timeout"),
                        Samples.broken("c", "", "Http.404"),
                        succeeded("d", 1, Payload.EMPTY)));

        assertThat(rows("select node_id, outcome from attempts order by node_id"))
                .containsExactly(
                        List.of("a", "TRAP"),
                        List.of("b", "TIMED_OUT"),
                        List.of("c", "FAILED"),
                        List.of("d", "OK"),
                        Arrays.asList("e", null));
    }

    private static RunEvent written(String key, Payload value) {
        return new RunEvent.ValueWritten("load", 1, key, Optional.of(value), T0);
    }

    @Test
    void foldsARetriedNodeIntoOneRowPerAttempt() {
        store.runs().append(records(RUN, started(Cause.manual()), attemptStarted("load", 1)));
        store.runs().append(records(RUN, 3, failed("load", 1, Optional.of(T0.plusSeconds(9)))));

        assertThat(one("select state, attempts, error_code from node_runs")).containsExactly("RETRYING", 1, "Http.503");

        store.runs().append(records(RUN, 4, attemptStarted("load", 2), succeeded("load", 2, Payload.EMPTY)));

        assertThat(rows("select attempt, state, kind, fuel_units, wall_ms, plugin_digest from attempts order by 1"))
                .containsExactly(
                        row(1, "FAILED", "wasm", 1_000L, 100L, "wasm:sha256:aa"),
                        row(2, "SUCCEEDED", "wasm", 1_000L, 250L, "wasm:sha256:aa"));
        assertThat(one("select state, attempts, error_code from node_runs")).containsExactly("SUCCEEDED", 2, null);
    }

    @Test
    void listsTheAttemptsThatFailedApart() {
        store.runs()
                .append(records(RUN, started(Cause.manual()), attemptStarted("load", 1), attemptStarted("post", 1)));
        store.runs().append(records(RUN, 4, failed("load", 1, Optional.of(T0.plusSeconds(9)))));
        store.runs()
                .append(records(
                        RUN,
                        5,
                        attemptStarted("load", 2),
                        failed("load", 2, Optional.empty()),
                        succeeded("post", 1, Payload.EMPTY),
                        ended(RunStatus.FAILED, Optional.of("node 'load' failed"))));

        String columns = "run_id, run_number, node_id, attempt, error_kind, error_code, error, started_at, ended_at,"
                + " plugin_digest";
        assertThat(rows("select " + columns + " from failures order by attempt"))
                .hasSize(2)
                .isEqualTo(rows("select " + columns + " from attempts where state = 'FAILED' order by attempt"));
        assertThat(one("select distinct namespace, workflow from failures")).containsExactly("finance", "settle");
    }

    @Test
    void showsAnAttemptAsLostOnceAnotherTookItsPlace() {
        store.runs().append(records(RUN, started(Cause.manual()), attemptStarted("load", 1)));

        assertThat(one("select attempt, state from attempts")).containsExactly(1, "RUNNING");

        store.runs().append(records(RUN, 3, attemptStarted("load", 2)));

        assertThat(rows("select attempt, state from attempts order by 1"))
                .containsExactly(row(1, "LOST"), row(2, "RUNNING"));
    }

    @Test
    void foldsTheEndsOfNodesWithoutAResult() {
        store.runs()
                .append(records(
                        RUN,
                        started(Cause.manual()),
                        attemptStarted("running", 1),
                        attemptStarted("retrying", 1),
                        failed("retrying", 1, Optional.of(T0.plusSeconds(5))),
                        attemptStarted("asleep", 1),
                        new RunEvent.NodeSuspended("asleep", 1, T0.plusSeconds(60), Payload.EMPTY, T0)));
        store.runs()
                .append(records(
                        RUN,
                        7,
                        new RunEvent.CancelRequested("by alice", T0),
                        new RunEvent.NodeCancelled("running", "cancelled", T0),
                        new RunEvent.NodeCancelled("retrying", "cancelled", T0),
                        new RunEvent.NodeCancelled("asleep", "cancelled", T0),
                        new RunEvent.NodeSkipped("never", "needs 'running'", T0),
                        ended(RunStatus.CANCELLED, Optional.of("by alice"))));

        assertThat(rows("select node_id, state, attempts from node_runs order by 1"))
                .containsExactly(
                        row("asleep", "CANCELLED", 1),
                        row("never", "SKIPPED", 0),
                        row("retrying", "CANCELLED", 1),
                        row("running", "CANCELLED", 1));
        assertThat(rows("select node_id, state from attempts order by 1"))
                .containsExactly(row("asleep", "CANCELLED"), row("retrying", "FAILED"), row("running", "CANCELLED"));
        assertThat(one("select status, nodes_done, nodes_total, error, cancel_reason, duration_ms from runs"))
                .containsExactly("CANCELLED", 4, 2, "by alice", "by alice", 1_000L);
    }

    @Test
    void showsRunsUnderBothFormsOfTheirId() {
        store.runs().append(records(RUN, started(slotCause(T0)), attemptStarted("load", 1)));

        assertThat(one("select run_id, run_number, namespace, workflow, revision, cause, trigger_name, slot_time,"
                        + " created_at, started_at from runs"))
                .containsExactly(
                        RUN.toString(),
                        RUN.value(),
                        "finance",
                        "settle",
                        3,
                        "cron",
                        "nightly",
                        T0,
                        T0,
                        T0.plusMillis(100));
    }

    @Test
    void keepsLogLines() {
        store.runs().append(records(RUN, started(Cause.manual())));

        store.runs().log(List.of(new LogLine(RUN, "load", 1, LogLevel.WARN, "slow", T0)));
        store.runs().log(List.of());

        assertThat(one("select run_id, node_id, attempt, level, at, text from logs"))
                .containsExactly(RUN.toString(), "load", 1, "WARN", T0, "slow");
    }

    @Test
    void keepsTheKindOfAPluginAfterItsFileIsGone() {
        store.runs()
                .append(records(RUN, started(Cause.manual()), attemptStarted("load", 1), attemptStarted("post", 1)));
        store.replacePlugins(
                List.of(new PluginRow("l.wasm", "wasm", "wasm:sha256:aa", List.of("load@1.0.0"), "LOADED", "", T0)));

        store.replacePlugins(List.of());

        assertThat(rows("select node_id, kind from attempts order by 1"))
                .containsExactly(row("load", "wasm"), row("post", "built-in"));
        assertThat(one("select file, types, state from plugins")).containsExactly("l.wasm", "load@1.0.0", "GONE");
    }

    private static List<Object> row(Object... values) {
        List<Object> row = new ArrayList<>();
        for (Object value : values) {
            row.add(value);
        }
        return row;
    }

    private List<Object> one(String sql) {
        assertThat(rows(sql)).hasSize(1);
        return rows(sql).get(0);
    }

    private List<List<Object>> rows(String sql) {
        return store.history().query(sql, List.of(), 100, Duration.ofSeconds(5)).rows();
    }
}
