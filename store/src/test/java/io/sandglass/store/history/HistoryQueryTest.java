package io.sandglass.store.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreInternals;
import io.sandglass.store.jdbc.StoreSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class HistoryQueryTest {
    private static final H2Store STORE = H2Store.open(StoreSettings.inMemory());
    private static final Duration SOON = Duration.ofSeconds(10);

    @AfterAll
    static void close() {
        STORE.close();
    }

    @Test
    void answersInValuesOfTheJdk() {
        Table table = query("select 1 a, 2000000000000 b, 1.50 c, 'x' d, true e, null f, timestamp with time zone"
                + " '2026-03-01 02:30:00+01' g, date '2026-03-01' h");

        assertThat(table.columns()).containsExactly("a", "b", "c", "d", "e", "f", "g", "h");
        assertThat(table.rows().get(0))
                .isEqualTo(Arrays.asList(
                        1,
                        2_000_000_000_000L,
                        new BigDecimal("1.50"),
                        "x",
                        true,
                        null,
                        Instant.parse("2026-03-01T01:30:00Z"),
                        LocalDate.of(2026, 3, 1)));
    }

    @Test
    void answersOneStatementAndDropsNone() {
        assertThatThrownBy(() -> query("select 1; select 2"))
                .isInstanceOf(QueryFailed.class)
                .hasMessageContaining("one statement");
        assertThat(query("select ';', 1 as \"a;b\" /* ; x */ -- ; y\n ; ").rows())
                .containsExactly(List.of(";", 1));
    }

    @Test
    void bindsParameters() {
        Table table =
                STORE.history().query("select ? || '!', cast(? as integer) + 1", Arrays.asList("'; drop", 41), 1, SOON);

        assertThat(table.rows()).containsExactly(List.of("'; drop!", 42));
    }

    @Test
    void saysWhenThereWasMore() {
        assertThat(STORE.history().query("select x from system_range(1, 5)", List.of(), 3, SOON))
                .satisfies(table -> assertThat(table.rows()).hasSize(3))
                .satisfies(table -> assertThat(table.truncated()).isTrue());
        assertThat(STORE.history()
                        .query("select x from system_range(1, 3)", List.of(), 3, SOON)
                        .truncated())
                .isFalse();
    }

    @Test
    void stopsBeforeAnAnswerFillsTheMemory() {
        Table table = STORE.history()
                .query("select repeat('x', 1048576) from system_range(1, 100)", List.of(), 100, Duration.ofSeconds(30));

        assertThat(table.truncated()).isTrue();
        assertThat(table.rows()).hasSize(32);
    }

    @Test
    void readsNoMoreOfAnAnswerThanItGives() {
        String tenTerabytes =
                "select repeat('x', 1000000) || a.x from system_range(1, 10000) a, system_range(1, 1000) b";

        Table table = STORE.history().query(tenTerabytes, List.of(), 100_000, SOON);

        assertThat(table.truncated()).isTrue();
        assertThat(table.rows()).hasSizeBetween(1, 40);
        assertThat(query("select 1").rows()).containsExactly(List.of(1));
    }

    @Test
    void cancelsAQueryThatTakesTooLong() {
        String endless = "select count(*) from system_range(1, 1000000) a, system_range(1, 1000000) b";

        assertThatThrownBy(() -> STORE.history().query(endless, List.of(), 1, Duration.ofMillis(1)))
                .isInstanceOf(QueryFailed.class)
                .hasMessageContaining("took too long");
        assertThat(query("select 1").rows()).hasSize(1);
    }

    @Test
    void saysWhatIsWrongWithoutRepeatingTheQuery() {
        assertThatThrownBy(() -> query("select nme from plugins"))
                .isInstanceOf(QueryFailed.class)
                .hasMessageContaining("\"NME\" not found")
                .hasMessageNotContaining("SQL statement");
        assertThatThrownBy(() -> query("select * from public.event"))
                .isInstanceOf(QueryFailed.class)
                .hasMessageContaining("only the views of schema report");
        assertThatThrownBy(() -> query("set lock_timeout 1"))
                .isInstanceOf(QueryFailed.class)
                .hasMessageContaining("only queries");
    }

    @Test
    void servesMoreCallersThanItHasConnections() {
        List<CompletableFuture<Table>> answers = new ArrayList<>();
        IntStream.range(0, 40)
                .forEach(i -> answers.add(CompletableFuture.supplyAsync(
                        () -> query("select count(*) from columns"), HistoryQueryTest::onItsOwn)));

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().rows()).hasSize(1));
    }

    @Test
    void waitsForWhatWasAcknowledgedUnlessItIsToAnswerNow() {
        AtomicInteger waits = new AtomicInteger();
        HistoryQuery history =
                new HistoryQuery(() -> StoreInternals.administrator(STORE), patience -> waits.incrementAndGet());

        history.query("select 1", List.of(), 1, SOON);
        assertThat(waits).hasValue(1);

        assertThat(history.queryNow("select 2", List.of(), 1, SOON).rows()).containsExactly(List.of(2));
        assertThat(waits).hasValue(1);
    }

    /** The common pool may have a single thread. */
    private static void onItsOwn(Runnable task) {
        new Thread(task).start();
    }

    private static Table query(String sql) {
        return STORE.history().query(sql, List.of(), 100, SOON);
    }
}
