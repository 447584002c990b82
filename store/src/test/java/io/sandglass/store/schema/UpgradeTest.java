package io.sandglass.store.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.run.SlotKey;
import io.sandglass.store.RecordRefused;
import io.sandglass.store.SlotState;
import io.sandglass.store.database.DatabaseFile;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that the first version of the schema made, without a journal, goes on (P15). */
class UpgradeTest {
    private static final RunId OPEN = new RunId(7_000_000_000_000_000L);
    private static final RunId ENDED = new RunId(7_000_000_000_000_001L);
    private static final String AT = "2026-03-01T02:30:00.125Z";

    @TempDir
    private Path home;

    @BeforeEach
    void writeWithTheFirstVersion() throws IOException, SQLException {
        Path scripts = Files.createDirectory(home.resolve("scripts"));
        try (InputStream script = Schema.class.getResourceAsStream("/db/migration/V1__first_schema.sql")) {
            Files.copy(script, scripts.resolve("V1__first_schema.sql"));
        }
        Schema first = new Schema(1, List.of("filesystem:" + scripts));
        try (DataDirectory directory = DataDirectory.open(data());
                Connection connection =
                        new DatabaseFile(directory, "async:", first).prepare().connection();
                Statement statement = connection.createStatement()) {
            for (String row : rows()) {
                statement.execute(row);
            }
            connection.commit();
        }
    }

    @Test
    void readsWhatWasWrittenAndGoesOnWithOpenRuns() {
        List<RunRecord> before = Samples.records(
                OPEN,
                new RunEvent.RunStarted(
                        Samples.WORKFLOW,
                        3,
                        Payload.EMPTY,
                        Samples.slotCause(Samples.T0),
                        Map.of("load", "wasm:sha256:aa"),
                        Samples.T0),
                new RunEvent.AttemptStarted("load", 1, Samples.T0));
        List<RunRecord> after = Samples.records(
                OPEN,
                3,
                Samples.succeeded("load", 1, Payload.of(1L)),
                Samples.attemptStarted("post", 1),
                Samples.succeeded("post", 1, Payload.EMPTY),
                Samples.ended(RunStatus.SUCCEEDED, Optional.empty()));
        List<RunRecord> all = new ArrayList<>(before);
        all.addAll(after);

        try (H2Store store = open()) {
            assertThat(store.runs().openRuns()).containsExactly(OPEN);
            assertThat(store.runs().events(OPEN)).isEqualTo(before);
            assertThat(store.triggers().recordSlot(new SlotKey(Samples.TRIGGER, Samples.T0), SlotState.MISSED, ""))
                    .isFalse();
            assertThatThrownBy(() -> store.runs().append(before)).isInstanceOf(RecordRefused.class);
            store.runs().append(after);
            assertThatThrownBy(() -> store.runs().append(Samples.records(ENDED, Samples.started(Cause.manual()))))
                    .isInstanceOf(RecordRefused.class);
        }

        try (H2Store store = open()) {
            assertThat(store.runs().openRuns()).isEmpty();
            assertThat(store.runs().events(OPEN)).isEqualTo(all);
            assertThat(store.runs().events(ENDED)).hasSize(2);
            assertThat(ask(
                            store,
                            "select seq, type, node_id, attempt from events where run_number = 7000000000000000"
                                    + " order by seq"))
                    .extracting(List::toString)
                    .containsExactly(
                            "[1, run-started, null, null]",
                            "[2, attempt-started, load, 1]",
                            "[3, node-succeeded, load, 1]",
                            "[4, attempt-started, post, 1]",
                            "[5, node-succeeded, post, 1]",
                            "[6, run-ended, null, null]");
            assertThat(ask(store, "select node_id, kind, state, fuel_units from attempts where attempt = 1 order by 1"))
                    .extracting(List::toString)
                    .containsExactly("[load, wasm, SUCCEEDED, 1000]", "[post, null, SUCCEEDED, 1000]");
            assertThat(ask(store, "select run_number, workflow, node_id, attempt, error_code from failures"))
                    .containsExactly(List.of(ENDED.value(), "settle", "load", 2, "Http.503"));
        }
        assertThat(data().resolve("sandglass-before-upgrade-of-version-1.mv.db"))
                .exists();
    }

    @Test
    void refusesToMakeItAnewFromAJournalThatWasBegunLater() throws IOException {
        open().close();
        Path file = data().resolve("sandglass.mv.db");
        Files.write(file, new byte[8_192]);

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreCorrupt.class)
                .hasMessageContaining("begun when there was a history already");
    }

    private Path data() {
        return home.resolve("data");
    }

    private H2Store open() {
        return H2Store.open(StoreSettings.inDirectory(data()));
    }

    private static List<List<Object>> ask(H2Store store, String sql) {
        return store.history()
                .query(sql, List.of(), 100, Duration.ofSeconds(10))
                .rows();
    }

    private static List<String> rows() {
        String started = "{\"at\":\"" + AT + "\",\"namespace\":\"finance\",\"workflow\":\"settle\",\"revision\":3,"
                + "\"inputs\":{},\"cause\":{\"kind\":\"cron\",\"trigger\":\"nightly\",\"slot\":{\"namespace\":\"finance\","
                + "\"workflow\":\"settle\",\"trigger\":\"nightly\",\"fireTime\":\"" + AT + "\"},"
                + "\"data\":{\"type\":\"cron\",\"scheduledAt\":\"" + AT + "\"}},"
                + "\"digests\":{\"load\":\"wasm:sha256:aa\"}}";
        String attempt = "{\"node\":\"load\",\"at\":\"" + AT + "\",\"attempt\":1}";
        String ended = "{\"at\":\"" + AT + "\",\"status\":\"FAILED\",\"outputs\":{},\"error\":\"no\"}";
        return List.of(
                "insert into slot (namespace, workflow, name, fire_time, state, reason, run_id) values ('finance',"
                        + " 'settle', 'nightly', timestamp with time zone '2026-03-01 02:30:00.125Z', 'RAN', '', "
                        + OPEN.value() + ")",
                run(OPEN, "RUNNING", "null", 2),
                run(ENDED, "FAILED", "current_timestamp", 2),
                "insert into node_run (run_id, node_id, attempt, state, node_state, started_at, digest) values ("
                        + OPEN.value() + ", 'load', 1, 'RUNNING', 'RUNNING', current_timestamp, 'wasm:sha256:aa')",
                "insert into node_run (run_id, node_id, attempt, state, node_state, error_code, digest) values ("
                        + ENDED.value() + ", 'load', 2, 'FAILED', 'FAILED', 'Http.503', 'wasm:sha256:aa')",
                event(OPEN, 1, "run-started", "null, null", started),
                event(OPEN, 2, "attempt-started", "'load', 1", attempt),
                event(ENDED, 1, "run-started", "null, null", started),
                event(ENDED, 2, "run-ended", "null, null", ended));
    }

    private static String run(RunId run, String status, String endedAt, int lastSeq) {
        return "insert into run (run_id, run_key, namespace, workflow, revision, status, cause, trigger_name, slot_time,"
                + " created_at, ended_at, nodes_total, nodes_done, last_seq) values (" + run.value() + ", '" + run
                + "', 'finance', 'settle', 3, '" + status + "', 'cron', 'nightly',"
                + " timestamp with time zone '2026-03-01 02:30:00.125Z', current_timestamp, " + endedAt + ", 1, 0, "
                + lastSeq + ")";
    }

    private static String event(RunId run, int seq, String type, String about, String data) {
        return "insert into event (run_id, seq, type, node_id, attempt, at, data) values (" + run.value() + ", " + seq
                + ", '" + type + "', " + about + ", timestamp with time zone '2026-03-01 02:30:00.125Z', '" + data
                + "')";
    }
}
