package io.sandglass.store.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.run.RunEvent;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.simulation.Chance;
import io.sandglass.store.fixture.RandomRun;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens to runs comes to the same rows however its records come to the tables: one by one, as they do while a
 * service runs; all at once, as they do when the database is made anew; and anything between. {@code -Dhistories.seed=N}
 * tries others.
 */
class RandomHistoriesTest {
    private static final long SEED = Long.getLong("histories.seed", 1);
    private static final int RUNS = 150;
    private static final int TOGETHER = 5;
    private static final int MOST_IN_A_BATCH = 12;

    @Test
    void theSameRowsFollowFromTheSameRecordsHoweverTheyCome() throws SQLException {
        List<RunRecord> records = mixed(runs());

        Map<String, List<String>> atOnce = rows(List.of(records), WriteMode.QUICK);

        assertSame("one by one", rows(oneByOne(records), WriteMode.QUICK), atOnce);
        assertSame("one by one, each row looked up", rows(oneByOne(records), WriteMode.CHECKED), atOnce);
        assertSame("in batches", rows(batches(records), WriteMode.QUICK), atOnce);
    }

    @Test
    void everyRecordIsToldOf() throws SQLException {
        List<RunRecord> records = mixed(runs());

        assertThat(rows(batches(records), WriteMode.QUICK).get("report.events")).hasSameSizeAs(records);
    }

    @Test
    void everyKindOfEventHappens() {
        Set<Class<?>> kinds = new HashSet<>();
        runs().forEach(run -> run.forEach(record -> kinds.add(record.event().getClass())));

        assertThat(kinds).isEqualTo(kinds(RunEvent.class));
    }

    /** Row by row, as all of them are too much to read. */
    private static void assertSame(String how, Map<String, List<String>> rows, Map<String, List<String>> atOnce) {
        atOnce.forEach((table, expected) -> {
            List<String> found = rows.get(table);
            for (int i = 0; i < Math.min(found.size(), expected.size()); i++) {
                assertThat(found.get(i)).as("%s, %s, seed %d", table, how, SEED).isEqualTo(expected.get(i));
            }
            assertThat(found).as("%s, %s, seed %d", table, how, SEED).hasSameSizeAs(expected);
        });
    }

    private static List<List<RunRecord>> runs() {
        Chance chance = new Chance(SEED);
        return LongStream.rangeClosed(1, RUNS)
                .mapToObj(run -> RandomRun.of(new RunId(run), chance))
                .toList();
    }

    private static Set<Class<?>> kinds(Class<?> kind) {
        Set<Class<?>> kinds = new HashSet<>();
        if (kind.isSealed()) {
            Stream.of(kind.getPermittedSubclasses()).forEach(each -> kinds.addAll(kinds(each)));
        } else {
            kinds.add(kind);
        }
        return kinds;
    }

    private static Map<String, List<String>> rows(List<List<RunRecord>> batches, WriteMode mode) throws SQLException {
        try (ScratchTables tables = new ScratchTables()) {
            for (List<RunRecord> batch : batches) {
                tables.write(batch, mode);
            }
            return tables.rows();
        }
    }

    private static List<List<RunRecord>> oneByOne(List<RunRecord> records) {
        return records.stream().map(List::of).toList();
    }

    private static List<List<RunRecord>> batches(List<RunRecord> records) {
        Chance chance = new Chance(SEED);
        List<List<RunRecord>> batches = new ArrayList<>();
        int from = 0;
        while (from < records.size()) {
            int to = Math.min(records.size(), from + chance.between(1, MOST_IN_A_BATCH));
            batches.add(records.subList(from, to));
            from = to;
        }
        return batches;
    }

    /** The records of each run in their order, among those of a few others. */
    private static List<RunRecord> mixed(List<List<RunRecord>> runs) {
        Chance chance = new Chance(SEED);
        Deque<Deque<RunRecord>> left = new ArrayDeque<>();
        runs.forEach(run -> left.add(new ArrayDeque<>(run)));
        List<RunRecord> mixed = new ArrayList<>();
        while (!left.isEmpty()) {
            Deque<RunRecord> run = chance.pick(left.stream().limit(TOGETHER).toList());
            mixed.add(run.remove());
            left.removeIf(Deque::isEmpty);
        }
        return mixed;
    }
}
