package io.sandglass.store.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the newest runs are found without sorting all there are. */
class NewestRunsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T15:49:00Z");
    private static final long SORTED = 200;

    private final H2Store store = H2Store.open(StoreSettings.inMemory());
    private final List<Long> counted = new ArrayList<>();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void looksNoFurtherBackThanItMust() {
        List<RunId> runs = runs(100, NOW.minus(Duration.ofMinutes(9)), Duration.ofSeconds(1));
        runs(1_000, NOW.minus(Duration.ofDays(300)), Duration.ofHours(1));

        assertThat(newest(50)).isEqualTo(last(50, runs));
        assertThat(counted).containsExactly(0L, 100L);
    }

    @Test
    void findsThoseOfLongAgoAmongThousands() {
        List<RunId> runs = runs(5_000, NOW.minus(Duration.ofDays(600)), Duration.ofMinutes(1));

        assertThat(newest(50)).isEqualTo(last(50, runs));
        assertThat(counted).hasSizeLessThan(30);
    }

    @Test
    void findsThoseOfABurst() {
        RunId first = RunId.firstAt(NOW.minusSeconds(5));
        List<RunId> runs = LongStream.range(0, 3_000)
                .mapToObj(i -> new RunId(first.value() + i))
                .toList();
        append(runs);

        assertThat(newest(50)).isEqualTo(last(50, runs));
        assertThat(counted).hasSizeLessThan(60);
    }

    @Test
    void findsThoseTheClockSaysAreStillToCome() {
        List<RunId> runs = runs(3_000, NOW.plus(Duration.ofDays(2)), Duration.ofSeconds(1));

        assertThat(newest(50)).isEqualTo(last(50, runs));
        assertThat(counted).hasSizeLessThan(40);
    }

    @Test
    void takesAllIfThereAreNotEnough() {
        List<RunId> runs = runs(3, NOW.minus(Duration.ofDays(600)), Duration.ofDays(1));

        assertThat(newest(50)).isEqualTo(last(3, runs));
        assertThat(found(new NewestRuns("run_number", List.of("workflow = ?"), List.of("other"), 50)))
                .isEmpty();
    }

    @Test
    void countsOnlyWhatTheConditionsLeave() {
        runs(1_000, NOW.minus(Duration.ofDays(600)), Duration.ofMinutes(1));
        List<RunId> later = runs(10, NOW.minus(Duration.ofDays(20)), Duration.ofMinutes(1));

        assertThat(found(new NewestRuns(
                        "run_number",
                        List.of("workflow = ?", "run_number >= ?"),
                        List.of("settle", later.get(0).value()),
                        5)))
                .isEqualTo(last(5, later));
    }

    private List<RunId> newest(int most) {
        return found(new NewestRuns("run_number", List.of(), List.of(), most));
    }

    private List<RunId> found(NewestRuns runs) {
        NewestRuns.Question question = runs.question(this::count, NOW);
        assertThat(counted).allMatch(count -> count <= SORTED + 1);
        return ask(question).stream().map(RunId::new).toList();
    }

    private long count(NewestRuns.Question question) {
        long count = ask(question).get(0);
        counted.add(count);
        return count;
    }

    private List<Long> ask(NewestRuns.Question question) {
        return store
                .history()
                .query(question.sql(), question.parameters(), 1_000, Duration.ofSeconds(10))
                .rows()
                .stream()
                .map(row -> (Long) row.get(0))
                .toList();
    }

    private List<RunId> runs(int count, Instant first, Duration apart) {
        List<RunId> runs = LongStream.range(0, count)
                .mapToObj(i -> RunId.firstAt(first.plus(apart.multipliedBy(i))))
                .toList();
        append(runs);
        return runs;
    }

    private void append(List<RunId> runs) {
        List<RunRecord> records = runs.stream()
                .flatMap(run -> Samples.records(run, Samples.started(Cause.manual())).stream())
                .toList();
        store.runs().append(records);
    }

    /** The newest first. */
    private static List<RunId> last(int count, List<RunId> runs) {
        List<RunId> last = new ArrayList<>(runs.subList(runs.size() - count, runs.size()));
        Collections.reverse(last);
        return last;
    }
}
