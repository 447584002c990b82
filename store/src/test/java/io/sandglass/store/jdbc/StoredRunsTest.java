package io.sandglass.store.jdbc;

import static io.sandglass.store.fixture.Samples.T0;
import static io.sandglass.store.fixture.Samples.TRIGGER;
import static io.sandglass.store.fixture.Samples.attemptStarted;
import static io.sandglass.store.fixture.Samples.ended;
import static io.sandglass.store.fixture.Samples.records;
import static io.sandglass.store.fixture.Samples.slotCause;
import static io.sandglass.store.fixture.Samples.started;
import static io.sandglass.store.fixture.Samples.succeeded;
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
import io.sandglass.store.database.RecordTooLarge;
import io.sandglass.store.fixture.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoredRunsTest {
    private static final RunId RUN = new RunId(7_000_000_000_000_000L);
    private static final RunId LATER = new RunId(7_000_000_000_000_001L);
    private final H2Store store = H2Store.open(StoreSettings.inMemory());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void givesBackEveryEventInItsOrder() {
        List<RunRecord> records =
                records(RUN, Samples.everyKind().stream().skip(1).toArray(RunEvent[]::new));

        store.runs().append(records);

        assertThat(store.runs().events(RUN)).isEqualTo(records);
        assertThat(store.runs().events(LATER)).isEmpty();
    }

    @Test
    void appendsARecordOnce() {
        List<RunRecord> all =
                records(RUN, started(Cause.manual()), attemptStarted("load", 1), succeeded("load", 1, Payload.EMPTY));
        store.runs().append(all.subList(0, 2));

        store.runs().append(all);
        store.runs().append(all);

        assertThat(store.runs().events(RUN)).isEqualTo(all);
        assertThat(one("select nodes_done from runs")).containsExactly(1);
    }

    @Test
    void refusesAHoleBeforeItStoresAnything() {
        store.runs().append(records(RUN, started(Cause.manual())));
        List<RunRecord> batch = new ArrayList<>(records(LATER, started(Cause.manual())));
        batch.addAll(records(RUN, 3, attemptStarted("load", 1)));

        assertThatThrownBy(() -> store.runs().append(batch))
                .isInstanceOf(RecordRefused.class)
                .hasMessageContaining("record 3 cannot follow record 1");

        assertThat(store.runs().events(LATER)).isEmpty();
    }

    @Test
    void leavesOutARunWhoseSlotIsTakenAndAllThatFollows() {
        store.runs().append(records(RUN, started(slotCause(T0))));

        var leftOut = store.runs().append(records(LATER, started(slotCause(T0)), attemptStarted("load", 1)));
        var stillLeftOut = store.runs().append(records(LATER, 3, succeeded("load", 1, Payload.EMPTY)));
        var again = store.runs().append(records(RUN, started(slotCause(T0))));

        assertThat(leftOut).containsExactly(LATER);
        assertThat(stillLeftOut).containsExactly(LATER);
        assertThat(again).isEmpty();
        assertThat(store.runs().events(LATER)).isEmpty();
        assertThat(rows("select * from node_runs")).isEmpty();
    }

    @Test
    void leavesOutTheSecondOfTwoRunsForOneSlotInOneCall() {
        List<RunRecord> batch = new ArrayList<>(records(RUN, started(slotCause(T0))));
        batch.addAll(records(LATER, started(slotCause(T0))));

        assertThat(store.runs().append(batch)).containsExactly(LATER);

        assertThat(store.triggers().recordSlot(new SlotKey(TRIGGER, T0), SlotState.SKIPPED, "x"))
                .isFalse();
        assertThat(store.triggers().lastSlot(TRIGGER)).contains(T0);
    }

    @Test
    void knowsWhichRunsAreOpen() {
        store.runs().append(records(RUN, started(slotCause(T0))));
        store.runs().append(records(LATER, started(slotCause(T0.plusSeconds(1)))));

        assertThat(store.runs().openRuns()).containsExactly(RUN, LATER);

        store.runs().append(records(LATER, 2, ended(RunStatus.SUCCEEDED, Optional.empty())));

        assertThat(store.runs().openRuns()).containsExactly(RUN);
    }

    @Test
    void storesAnOutputOfEightMebibytes() {
        Payload output = Payload.of(Map.of("text", "\u00e9x".repeat(4 * 1024 * 1024)));
        var records = records(RUN, started(Cause.manual()), attemptStarted("load", 1), succeeded("load", 1, output));

        store.runs().append(records);

        assertThat(store.runs().events(RUN).equals(records)).isTrue();
    }

    @Test
    void takesTheLargestOutputThatANodeMayHave() {
        Payload output = Payload.of("x".repeat(32 * 1024 * 1024 - 2));
        store.runs().append(records(RUN, started(Cause.manual()), attemptStarted("load", 1)));

        store.runs().append(records(RUN, 3, succeeded("load", 1, output)));

        assertThat(store.runs().events(RUN)).hasSize(3);
    }

    @Test
    void refusesARecordThatIsTooLargeAndTakesTheNext() {
        Payload output = Payload.of("x".repeat(StoreParts.LONGEST_EVENT));
        store.runs().append(records(RUN, started(Cause.manual()), attemptStarted("load", 1)));

        assertThatThrownBy(() -> store.runs().append(records(RUN, 3, succeeded("load", 1, output))))
                .isInstanceOf(RecordTooLarge.class)
                .hasMessageContaining(RUN.toString())
                .hasMessageContaining("node-succeeded")
                .hasMessageContaining("at most " + StoreParts.LONGEST_EVENT);

        store.runs().append(records(RUN, 3, succeeded("load", 1, Payload.EMPTY)));
        assertThat(store.runs().events(RUN)).hasSize(3);
    }

    @Test
    void refusesANameThatIsTooLongForItsColumn() {
        assertThatThrownBy(() ->
                        store.runs().append(records(RUN, started(Cause.manual()), attemptStarted("n".repeat(300), 1))))
                .isInstanceOf(RecordTooLarge.class);

        assertThat(store.runs().events(RUN)).isEmpty();
    }

    private List<Object> one(String sql) {
        assertThat(rows(sql)).hasSize(1);
        return rows(sql).get(0);
    }

    private List<List<Object>> rows(String sql) {
        return store.history().query(sql, List.of(), 100, Duration.ofSeconds(5)).rows();
    }
}
