package io.sandglass.store.retention;

import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import io.sandglass.store.database.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the runs that a {@link Prune} is about, newest first, a page at a time. The order names all columns of an index, and
 * all of them before the last have one value: so the database reads a page from the index, and does not sort what is left for
 * each.
 */
final class PruneQuery {
    private static final String ROWS = "select (select count(*) from node_run where run_id = ?)"
            + " + (select count(*) from failure where run_id = ?) + (select count(*) from event where run_id = ?)"
            + " + (select count(*) from log_line where run_id = ?)";

    private final String where;
    private final String order;
    private final List<@Nullable Object> params = new ArrayList<>();

    /** Queries that together find all: one if it is about one workflow, else one for each status. */
    static List<PruneQuery> of(Prune prune) {
        if (prune.workflow().isPresent()) {
            return List.of(new PruneQuery(prune, prune.statuses(), "workflow, namespace, run_id desc"));
        }
        return prune.statuses().stream()
                .sorted()
                .map(status -> new PruneQuery(prune, Set.of(status), "status desc, run_id desc"))
                .toList();
    }

    private PruneQuery(Prune prune, Set<RunStatus> statuses, String order) {
        this.order = order;
        StringBuilder text = new StringBuilder(" from run where tenant = 'default'");
        prune.workflow().ifPresent(workflow -> {
            text.append(" and namespace = ? and workflow = ?");
            params.add(workflow.namespace());
            params.add(workflow.id());
        });
        text.append(" and status in (").append(words(statuses)).append(") and ended_at < ?");
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

    /** The highest ids of these. */
    List<RunId> next(Sql sql, PruneRounds.Range ids, int most) throws SQLException {
        return sql.list(page(), row -> new RunId(row.getLong(1)), pageParams(ids, most));
    }

    String page() {
        return "select run_id" + where + " and run_id >= ? and run_id < ? order by " + order + " limit ?";
    }

    @Nullable
    Object[] pageParams(PruneRounds.Range ids, int most) {
        List<@Nullable Object> all = new ArrayList<>(params);
        all.add(ids.from());
        all.add(ids.below());
        all.add(most);
        return all.toArray();
    }

    /** How many rows tell of a run, roughly. */
    static long rows(Sql sql, RunId run) throws SQLException {
        return sql.first(ROWS, row -> row.getLong(1), run.value(), run.value(), run.value(), run.value())
                .orElse(0L);
    }

    private static String words(Set<RunStatus> statuses) {
        return statuses.stream()
                .map(RunStatus::name)
                .sorted()
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", "));
    }
}
