package io.sandglass.store.tables;

import io.sandglass.run.RunId;
import io.sandglass.store.database.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Takes runs that ended out of the tables. Doing it again changes nothing. Used by one thread, within one transaction. */
final class RunDeletion {
    private static final List<String> OF_NODES = List.of("log_line", "event", "failure", "node_run");
    private static final List<String> OF_PAYLOADS = List.of("run_value", "payload", "run_log");
    private static final String GONE =
            "update run set payloads_gone_at = ? where run_id = ? and payloads_gone_at is null";

    private RunDeletion() {}

    /** Everything but the slots that they filled. */
    static void runs(Sql sql, List<RunId> runs) throws SQLException {
        for (String table : OF_NODES) {
            delete(sql, table, runs);
        }
        for (String table : OF_PAYLOADS) {
            delete(sql, table, runs);
        }
        delete(sql, "set_aside", runs);
        delete(sql, "run", runs);
    }

    /** Their records, and with them inputs and outputs; what history shows stays. */
    static void payloads(Sql sql, List<RunId> runs, Instant at) throws SQLException {
        for (String table : OF_PAYLOADS) {
            delete(sql, table, runs);
        }
        sql.batch(
                "update event set data = null where run_id = ? and data is not null",
                runs,
                (run, params) -> params.number(run.value()));
        sql.batch(GONE, runs, (run, params) -> params.time(at).number(run.value()));
    }

    /** Some rows of a run that is to go but has too many for one transaction. */
    static void some(Sql sql, RunId run, int rows) throws SQLException {
        int left = rows;
        for (String table : OF_NODES) {
            if (left > 0) {
                left -= sql.update(
                        "delete from " + table + " where run_id = ? fetch first ? rows only", run.value(), left);
            }
        }
    }

    private static void delete(Sql sql, String table, List<RunId> runs) throws SQLException {
        sql.batch("delete from " + table + " where run_id = ?", runs, (run, params) -> params.number(run.value()));
    }
}
