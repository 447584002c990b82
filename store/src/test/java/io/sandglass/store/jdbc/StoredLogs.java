package io.sandglass.store.jdbc;

import io.sandglass.plugin.LogLevel;
import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reads log lines back, through the view that people use. */
final class StoredLogs {
    private StoredLogs() {}

    static List<LogLine> of(H2Store store, RunId run) {
        String sql = "select node_id, attempt, level, text, at from logs where run_id = ? order by line_id";
        return store.history().query(sql, List.of(run.toString()), 1_000, Duration.ofSeconds(10)).rows().stream()
                .map(row -> new LogLine(
                        run,
                        (String) row.get(0),
                        (Integer) row.get(1),
                        LogLevel.valueOf((String) row.get(2)),
                        (String) row.get(3),
                        (Instant) row.get(4)))
                .toList();
    }
}
