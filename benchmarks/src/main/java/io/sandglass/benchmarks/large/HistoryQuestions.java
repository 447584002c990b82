package io.sandglass.benchmarks.large;

import io.sandglass.benchmarks.measure.Measure;
import io.sandglass.run.RunId;
import io.sandglass.store.history.HistoryQuery;
import io.sandglass.store.history.NewestRuns;
import io.sandglass.store.history.QueryFailed;
import io.sandglass.store.history.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What people ask a history, by way of commands and in SQL of their own, and how long each answer takes. */
final class HistoryQuestions {
    /** What a query that was cancelled for taking too long counts for. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private static final String COLUMNS = "run_id, namespace || '/' || workflow as workflow, revision, status, cause,"
            + " slot_time, started_at, duration_ms, nodes_done || '/' || nodes_total as nodes, error";
    private static final String NEWEST = " order by run_number desc limit 50";
    private static final int SHOWN = 50;

    private final HistoryQuery history;

    HistoryQuestions(HistoryQuery history) {
        this.history = history;
    }

    /** Asks all of them, in milliseconds. */
    Map<Measure, Double> ask(RunId run) {
        Map<Measure, Double> values = new LinkedHashMap<>();
        commands(values, run);
        views(values);
        return values;
    }

    private void commands(Map<Measure, Double> values, RunId run) {
        String namespace = PastRuns.workflow(1).namespace();
        String workflow = PastRuns.workflow(1).id();
        time(values, "runs list", () -> newest(List.of(), List.of()));
        time(
                values,
                "runs list --workflow",
                () -> newest(List.of("namespace = ?", "workflow = ?"), List.of(namespace, workflow)));
        time(
                values,
                "runs list --status failed",
                () -> newest(List.of("status in ('FAILED')", "status_unpaused = 'FAILED'"), List.of()));
        time(values, "runs show", () -> {
            query("select * from report.runs where run_number = ?", run.value());
            query("select * from report.attempts where run_number = ? order by started_at, node_id", run.value());
        });
    }

    private void views(Map<Measure, Double> values) {
        sql(values, "50 of newest_runs", "select " + COLUMNS + " from report.newest_runs" + NEWEST);
        sql(
                values,
                "newest 50 of a plugin in failures",
                "select run_id, node_id, error from report.failures where plugin_digest = ?" + NEWEST,
                PastRuns.DIGEST);
        sql(
                values,
                "runs by status and day",
                "select cast(created_at as date) as day_, status, count(*) from report.runs"
                        + " group by cast(created_at as date), status");
        sql(values, "newest 50 of runs", "select " + COLUMNS + " from report.runs" + NEWEST);
        sql(
                values,
                "newest 50 of a workflow in runs",
                "select " + COLUMNS + " from report.runs where namespace || '/' || workflow = ?" + NEWEST,
                PastRuns.workflow(1).toString());
        sql(
                values,
                "newest 50 failed of a plugin in attempts",
                "select run_id, node_id, error from report.attempts where plugin_digest = ? and state = 'FAILED'"
                        + NEWEST,
                PastRuns.DIGEST);
    }

    private void sql(Map<Measure, Double> values, String name, String sql, Object... parameters) {
        time(values, "SQL, " + name, () -> query(sql, parameters));
    }

    private void newest(List<String> conditions, List<Object> parameters) {
        NewestRuns.Question question = new NewestRuns(COLUMNS, conditions, parameters, SHOWN)
                .question(
                        count -> (Long) query(count.sql(), count.parameters().toArray())
                                .rows()
                                .get(0)
                                .get(0),
                        Instant.now());
        query(question.sql(), question.parameters().toArray());
    }

    private Table query(String sql, Object... parameters) {
        return history.query(sql, List.of(parameters), 100_000, LONGEST);
    }

    private static void time(Map<Measure, Double> values, String name, Runnable question) {
        long begun = System.nanoTime();
        double millis;
        try {
            question.run();
            millis = (System.nanoTime() - begun) / 1e6;
        } catch (QueryFailed tooSlow) {
            millis = LONGEST.toMillis();
        }
        values.put(Measure.millis(name), millis);
    }
}
