package io.sandglass.store.jdbc;

import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the runs that a {@link Prune} is about, newest first: so the index on a workflow's runs gives them. */
final class PruneQuery {
    private static final String ROWS = "select (select count(*) from node_run where run_id = ?)"
            + " + (select count(*) from event where run_id = ?) + (select count(*) from log_line where run_id = ?)";

    private final String where;
    private final List<@Nullable Object> params = new ArrayList<>();

    PruneQuery(Prune prune) {
        StringBuilder text = new StringBuilder(" from run where tenant = 'default'");
        prune.workflow().ifPresent(workflow -> {
            text.append(" and namespace = ? and workflow = ?");
            params.add(workflow.namespace());
            params.add(workflow.id());
        });
        text.append(" and status in (").append(words(prune)).append(") and ended_at < ?");
        params.add(prune.endedBefore());
        if (prune.what() == Prune.What.PAYLOADS) {
            text.append(" and payloads_gone_at is null");
        }
        where = text.toString();
    }

    long count(Sql sql) throws SQLException {
        return sql.first("select count(*)" + where, row -> row.getLong(1), params.toArray())
                .orElse(0L);
    }

    /** @param below only runs with lower ids */
    List<RunId> next(Sql sql, long below, int most) throws SQLException {
        List<@Nullable Object> all = new ArrayList<>(params);
        all.add(below);
        all.add(most);
        String text = "select run_id" + where + " and run_id < ? order by run_id desc limit ?";
        return sql.list(text, row -> new RunId(row.getLong(1)), all.toArray());
    }

    /** How many rows tell of a run, roughly. */
    static long rows(Sql sql, RunId run) throws SQLException {
        return sql.first(ROWS, row -> row.getLong(1), run.value(), run.value(), run.value())
                .orElse(0L);
    }

    private static String words(Prune prune) {
        return prune.statuses().stream()
                .map(RunStatus::name)
                .sorted()
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", "));
    }
}
