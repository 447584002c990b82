package io.sandglass.benchmarks.large;

import io.sandglass.benchmarks.host.Host;
import io.sandglass.benchmarks.measure.Contender;
import io.sandglass.benchmarks.measure.Measure;
import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.benchmarks.measure.Workload;
import io.sandglass.run.RunRecord;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** {@code history}. */
public final class LongHistory implements Workload {
    @Override
    public String name() {
        return "history";
    }

    @Override
    public String about() {
        return "writing to and asking a history of a million node runs, or as many as --history says";
    }

    @Override
    public Duration most(boolean peers) {
        return Duration.ofMinutes(3);
    }

    @Override
    public List<Contender> contenders(Stage stage) {
        return List.of(new Past(stage));
    }

    private static final class Past implements Contender {
        private static final Measure RATE = Measure.rate("written until history shows all", "node runs");
        private static final int BATCH_RUNS = 45; // about a thousand records
        private static final int PARTS = 50;
        private static final long BETWEEN_LOOKS = Duration.ofMillis(20).toNanos();

        private final H2Store store;
        private final int runs;
        private long last;

        Past(Stage stage) {
            runs = stage.size(stage.history() / PastRuns.NODES);
            store = H2Store.open(StoreSettings.inDirectory(stage.directory("history")));
        }

        @Override
        public String system() {
            return "Sandglass store, " + runs * PastRuns.NODES + " node runs";
        }

        @Override
        public String durability() {
            return Host.DURABILITY;
        }

        @Override
        public void warmUp() {
            write(runs);
            queries();
        }

        /** Writes a little more, then asks. */
        @Override
        public Map<Measure, Double> round() {
            Map<Measure, Double> values = new LinkedHashMap<>();
            int more = Math.max(1, runs / PARTS);
            long begun = System.nanoTime();
            write(more);
            values.put(RATE, more * PastRuns.NODES * 1e9 / (System.nanoTime() - begun));
            values.putAll(queries());
            return values;
        }

        private void write(int count) {
            long end = last + count;
            while (last < end) {
                List<RunRecord> batch = new ArrayList<>();
                for (int i = 0; i < BATCH_RUNS && last < end; i++) {
                    batch.addAll(PastRuns.run(++last));
                }
                store.runs().append(batch);
            }
            String ended = "select count(*) from report.runs where run_number = ? and ended_at is not null";
            while (count(ended, PastRuns.id(last).value()) == 0) {
                LockSupport.parkNanos(BETWEEN_LOOKS);
            }
        }

        private long count(String sql, Object parameter) {
            Object count = store.history()
                    .query(sql, List.of(parameter), 1, HistoryQuestions.LONGEST)
                    .rows()
                    .get(0)
                    .get(0);
            return count instanceof Number number ? number.longValue() : 0;
        }

        private Map<Measure, Double> queries() {
            long run = last - Math.min(last - 1, runs / 2);
            return new HistoryQuestions(store.history()).ask(PastRuns.id(run));
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
