package io.sandglass.store.tables;

import io.sandglass.store.database.Params;
import io.sandglass.store.database.Sql;
import java.sql.SQLException;
import java.util.List;

/** Copies of the rows of attempts that failed, which are found there without reading all attempts. */
final class FailureTable {
    private static final String SELECT = "select 1 from failure where run_id = ? and node_id = ? and attempt = ?";

    private static final String INSERT = "insert into failure (run_id, node_id, attempt, run_key, namespace, workflow,"
            + " error_kind, error_code, error, started_at, ended_at, digest)"
            + " select n.run_id, n.node_id, n.attempt, r.run_key, r.namespace, r.workflow, n.error_kind, n.error_code,"
            + " n.error, n.started_at, n.ended_at, n.digest"
            + " from node_run n join run r on r.run_id = n.run_id"
            + " where n.run_id = ? and n.node_id = ? and n.attempt = ? and not exists ("
            + "select 1 from failure f where f.run_id = n.run_id and f.node_id = n.node_id and f.attempt = n.attempt)";

    private static final String FOLLOW = "update failure f set (error_kind, error_code, error) = ("
            + "select n.error_kind, n.error_code, n.error from node_run n"
            + " where n.run_id = f.run_id and n.node_id = f.node_id and n.attempt = f.attempt)"
            + " where f.run_id = ? and f.node_id = ? and f.attempt = ?";

    private FailureTable() {}

    /** Once the attempts' own rows are written. Doing it again changes nothing. */
    static void copy(Sql sql, List<AttemptRow> failed) throws SQLException {
        sql.batch(INSERT, failed, FailureTable::key);
    }

    /** Once the rows are changed of attempts that had failed before. */
    static void follow(Sql sql, List<AttemptRow> changed) throws SQLException {
        sql.batch(FOLLOW, changed, FailureTable::key);
    }

    static boolean has(Sql sql, AttemptRow failed) throws SQLException {
        return sql.first(SELECT, found -> true, failed.run(), failed.node(), failed.attempt())
                .isPresent();
    }

    private static void key(AttemptRow failed, Params params) throws SQLException {
        params.number(failed.run()).text(failed.node()).number(failed.attempt());
    }
}
