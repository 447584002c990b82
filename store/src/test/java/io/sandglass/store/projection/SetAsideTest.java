package io.sandglass.store.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.LogLevel;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.run.SlotKey;
import io.sandglass.store.SlotState;
import io.sandglass.store.UnrunSlot;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreInternals;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.store.ledger.MemoryLedger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A row that the database refuses takes nothing with it but itself (the tables here refuse a node, a run and a text). */
class SetAsideTest {
    private static final RunId GOOD = new RunId(1);
    private static final RunId POISONED = new RunId(2);
    private static final RunId ALSO_GOOD = new RunId(3);
    private static final RunId IMPOSSIBLE = new RunId(13);

    private H2Store store;

    @BeforeEach
    void openWithTablesThatRefuse() throws SQLException {
        store = StoreInternals.open(new MemoryLedger(), StoreSettings.inMemory());
        try (Connection connection = StoreInternals.administrator(store);
                Statement statement = connection.createStatement()) {
            statement.execute("alter table node_run add constraint no_poison check (node_id <> 'poison')");
            statement.execute("alter table run add constraint no_13 check (run_id <> 13)");
            statement.execute("alter table log_line add constraint no_text check (text <> 'poison')");
            statement.execute("alter table slot add constraint no_reason check (reason <> 'poison')");
            connection.commit();
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void keepsTheOtherRunsOfTheSameEntry() {
        List<RunRecord> records = new ArrayList<>(run(GOOD, "load"));
        records.addAll(run(POISONED, "poison"));
        records.addAll(run(ALSO_GOOD, "load"));
        store.runs().append(records);

        assertThat(runs()).containsExactly(1L, 2L, 3L);
        assertThat(attempts(GOOD)).isEqualTo(1);
        assertThat(attempts(ALSO_GOOD)).isEqualTo(1);
        assertThat(store.projectionLag().setAside()).isEqualTo(1);
        assertThat(column("select run_number from refused where listed")).containsExactly(POISONED.value());
    }

    @Test
    void keepsTheRecordsOfTheRunSoThatItCanGoOn() {
        store.runs().append(run(POISONED, "poison"));
        store.runs()
                .append(Samples.records(
                        POISONED,
                        4,
                        Samples.attemptStarted("load", 1),
                        Samples.succeeded("load", 1, Payload.EMPTY),
                        Samples.ended(RunStatus.SUCCEEDED, Optional.empty())));

        assertThat(store.runs().events(POISONED)).hasSize(6);
        assertThat(attempts(POISONED)).isEqualTo(1);
        assertThat(store.history()
                        .query("select status from runs", List.of(), 9, Duration.ofSeconds(9))
                        .rows())
                .containsExactly(List.of("SUCCEEDED"));
    }

    @Test
    void goesOnWithTheOthersWhenNothingOfARunFits() {
        List<RunRecord> records = new ArrayList<>(run(IMPOSSIBLE, "load"));
        records.addAll(run(GOOD, "load"));
        store.runs().append(records);
        List<RunRecord> more =
                new ArrayList<>(Samples.records(IMPOSSIBLE, 4, Samples.ended(RunStatus.SUCCEEDED, Optional.empty())));
        more.addAll(run(ALSO_GOOD, "load"));
        store.runs().append(more);

        assertThat(runs()).containsExactly(1L, 3L);
        assertThat(store.projectionLag().setAside()).isEqualTo(1);
        assertThat(store.projectionLag().trouble()).isEmpty();
        assertThat(column("select run_id from refused where not listed")).containsExactly(IMPOSSIBLE.toString());
    }

    @Test
    void aLogLineTakesNoRecordsWithIt() {
        store.runs().log(List.of(new LogLine(GOOD, "load", 1, LogLevel.INFO, "poison", Samples.T0)));
        store.runs().append(run(GOOD, "load"));

        assertThat(runs()).containsExactly(1L);
        assertThat(attempts(GOOD)).isEqualTo(1);
        assertThat(store.projectionLag().setAside()).isZero();
    }

    @Test
    void aLogLineTakesNoOtherLinesWithIt() {
        List<LogLine> lines = new ArrayList<>();
        for (String text : List.of("a", "b", "poison", "c", "d", "e")) {
            lines.add(new LogLine(GOOD, "load", 1, LogLevel.INFO, text, Samples.T0));
        }
        store.runs().append(run(GOOD, "load"));
        store.runs().log(lines);

        assertThat(column("select text from logs order by text")).containsExactly("a", "b", "c", "d", "e");
        assertThat(store.projectionLag().lostLines()).isEqualTo(1);
    }

    @Test
    void aSlotTakesNoOtherSlotsWithIt() {
        List<UnrunSlot> slots = new ArrayList<>();
        for (String reason : List.of("a", "b", "poison", "c")) {
            SlotKey slot = new SlotKey(Samples.TRIGGER, Samples.T0.plusSeconds(slots.size()));
            slots.add(new UnrunSlot(slot, SlotState.SKIPPED, reason));
        }
        store.triggers().recordSlots(slots);

        assertThat(column("select reason from slots order by fire_time")).containsExactly("a", "b", "c");
        assertThat(store.projectionLag().setAside()).isEqualTo(1);
    }

    @Test
    void verificationNamesTheEntryAndTheRun() {
        store.runs().append(run(POISONED, "poison"));
        store.runs().events(POISONED);

        assertThat(store.verify().problems())
                .anySatisfy(problem -> assertThat(problem)
                        .contains("entry 1 of the journal", "run " + POISONED, "does not fit into the tables"));
    }

    private static List<RunRecord> run(RunId run, String node) {
        return Samples.records(
                run,
                Samples.started(Cause.manual()),
                Samples.attemptStarted(node, 1),
                Samples.succeeded(node, 1, Payload.EMPTY));
    }

    private List<Object> runs() {
        return column("select run_number from runs order by 1");
    }

    private long attempts(RunId run) {
        return column("select node_id from attempts where run_number = " + run.value())
                .size();
    }

    private List<Object> column(String sql) {
        return store.history().query(sql, List.of(), 100, Duration.ofSeconds(9)).rows().stream()
                .map(row -> row.get(0))
                .toList();
    }
}
