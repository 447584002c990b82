package io.sandglass.benchmarks.large;

import io.sandglass.benchmarks.host.Host;
import io.sandglass.benchmarks.measure.Contender;
import io.sandglass.benchmarks.measure.Measure;
import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.benchmarks.measure.Workload;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.history.QueryFailed;
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
        /** What a query that was cancelled for taking too long counts for. */
        private static final Duration LONGEST = Duration.ofSeconds(30);

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
            while (count("select count(*) from report.runs where run_id = ? and ended_at is not null", id(last)) == 0) {
                LockSupport.parkNanos(BETWEEN_LOOKS);
            }
        }

        private long count(String sql, Object parameter) {
            Object count = store.history()
                    .query(sql, List.of(parameter), 1, LONGEST)
                    .rows()
                    .get(0)
                    .get(0);
            return count instanceof Number number ? number.longValue() : 0;
        }

        private Map<Measure, Double> queries() {
            Map<Measure, Double> values = new LinkedHashMap<>();
            long run = last - Math.min(last - 1, runs / 2);
            String columns = "run_id, namespace || '/' || workflow as workflow, revision, status, cause, slot_time,"
                    + " started_at, duration_ms, nodes_done || '/' || nodes_total as nodes, error";
            values.put(
                    Measure.millis("runs list"),
                    time("select " + columns + " from report.runs order by run_number desc limit 50"));
            values.put(
                    Measure.millis("runs show"),
                    time("select * from report.runs where run_number = ?", run)
                            + time(
                                    "select * from report.attempts where run_number = ? order by started_at, node_id",
                                    run));
            values.put(
                    Measure.millis("newest 50 of a workflow"),
                    time(
                            "select " + columns + " from report.runs where namespace || '/' || workflow = ?"
                                    + " order by run_number desc limit 50",
                            PastRuns.workflow(1).toString()));
            values.put(
                    Measure.millis("count by status and day"),
                    time("select cast(created_at as date) as day_, status, count(*) from report.runs"
                            + " group by cast(created_at as date), status"));
            values.put(
                    Measure.millis("newest 50 failed attempts of a node type"),
                    time(
                            "select run_id, node_id, error from report.attempts where plugin_digest = ?"
                                    + " and state = 'FAILED' order by run_number desc limit 50",
                            PastRuns.DIGEST));
            return values;
        }

        /** Milliseconds. */
        private double time(String sql, Object... parameters) {
            long begun = System.nanoTime();
            try {
                store.history().query(sql, List.of(parameters), 100_000, LONGEST);
            } catch (QueryFailed tooSlow) {
                return LONGEST.toMillis();
            }
            return (System.nanoTime() - begun) / 1e6;
        }

        private static String id(long number) {
            return new RunId(number).toString();
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
