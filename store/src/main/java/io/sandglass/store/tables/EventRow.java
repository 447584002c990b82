package io.sandglass.store.tables;

import io.sandglass.store.database.Params;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a record is there, for {@code report.events}.
 *
 * @param type what that view calls it
 * @param attempt 0 if it is about none
 */
record EventRow(long run, long seq, String type, @Nullable String node, int attempt, Instant at) {
    static final String INSERT =
            "insert into event (run_id, seq, type, node_id, attempt, at) values (?, ?, ?, ?, ?, ?)";

    void insert(Params params) throws SQLException {
        params.number(run).number(seq).text(type).text(node).seq(attempt).time(at);
    }
}
