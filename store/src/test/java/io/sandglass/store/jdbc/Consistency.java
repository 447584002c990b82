package io.sandglass.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Judges a store from the outside, by its views: nothing acknowledged is lost, nothing is torn. */
final class Consistency {
    private static final String HOLES =
            "select run_id from events group by run_id having count(*) <> max(seq) or min(seq) <> 1";
    private static final String NODES =
            "select r.run_id from runs r where r.nodes_done <> (select count(*) from events e"
                    + " where e.run_number = r.run_number and e.type = 'node-succeeded')";
    private static final String STATUS =
            "select r.run_id from runs r where (r.status in ('QUEUED', 'RUNNING')) = (exists (select 1"
                    + " from events e where e.run_number = r.run_number and e.type = 'run-ended'))";
    private static final String STARTS = "select r.run_id from runs r where (select count(*) from attempts a"
            + " where a.run_number = r.run_number) <> (select count(*) from events e"
            + " where e.run_number = r.run_number and e.type = 'attempt-started')";
    private static final String ENDS =
            "select a.run_id, a.node_id from attempts a where (a.state = 'RUNNING') = (exists"
                    + " (select 1 from events e where e.run_number = a.run_number and e.node_id = a.node_id"
                    + " and e.attempt = a.attempt and e.type in ('node-succeeded', 'attempt-failed')))";
    private static final String COUNTS = "select run_number, max(seq) from events group by run_number";

    private Consistency() {}

    /** @param acknowledged the last record acknowledged, by run */
    static void check(H2Store store, Map<Long, Long> acknowledged, String context) {
        for (String torn : List.of(HOLES, NODES, STATUS, STARTS, ENDS)) {
            assertThat(rows(store, torn, 10)).as("%s: %s", context, torn).isEmpty();
        }
        Map<Long, Long> stored = new java.util.HashMap<>();
        rows(store, COUNTS, 1_000_000).forEach(row -> stored.put((Long) row.get(0), (Long) row.get(1)));
        acknowledged.forEach((run, seq) -> assertThat(stored.getOrDefault(run, 0L))
                .as("%s: run %d", context, run)
                .isGreaterThanOrEqualTo(seq));
    }

    private static List<List<Object>> rows(H2Store store, String sql, int most) {
        return store.history()
                .query(sql, List.of(), most, Duration.ofSeconds(30))
                .rows();
    }
}
