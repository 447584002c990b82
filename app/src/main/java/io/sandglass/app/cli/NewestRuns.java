package io.sandglass.app.cli;

import io.sandglass.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks for the newest runs without sorting all there are: looks back a little at first, and further until it has found
 * enough. The ids of runs grow with the time of their start, and the database finds those above a bound by its index.
 *
 * @param columns of {@code report.runs}
 * @param conditions all of which hold for the runs
 * @param parameters for the question marks in the conditions
 * @param most how many to find
 */
record NewestRuns(String columns, List<String> conditions, List<Object> parameters, int most) {
    private static final List<Duration> LOOKS =
            List.of(Duration.ofMinutes(10), Duration.ofHours(6), Duration.ofDays(7), Duration.ofDays(180));

    Table find(History history) {
        for (Duration back : LOOKS) {
            Table found = since(Optional.of(RunId.firstAt(Instant.now().minus(back))), history);
            if (found.rows().size() >= most) {
                return found;
            }
        }
        return since(Optional.empty(), history);
    }

    private Table since(Optional<RunId> first, History history) {
        List<String> all = new ArrayList<>(conditions);
        List<Object> values = new ArrayList<>(parameters);
        first.ifPresent(run -> {
            all.add("run_number >= ?");
            values.add(run.value());
        });
        values.add(most);
        String where = all.isEmpty() ? "" : " where " + String.join(" and ", all);
        return history.query(
                "select " + columns + " from report.runs" + where + " order by run_number desc limit ?", values);
    }
}
