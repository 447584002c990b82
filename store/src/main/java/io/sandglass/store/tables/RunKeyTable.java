package io.sandglass.store.tables;

import io.sandglass.run.IdempotencyKey;
import io.sandglass.run.RunId;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.KeyedRun;
import io.sandglass.store.database.Sql;
import java.sql.SQLException;
import java.util.Optional;

/** Which runs have which idempotency keys, as their table says. */
public final class RunKeyTable {
    private static final String FIND = "select run_id, namespace, workflow, revision, inputs_digest from run"
            + " where key_tenant = ? and idempotency_key = ?";

    private RunKeyTable() {}

    /** The run that has a key. */
    public static Optional<KeyedRun> find(Sql sql, IdempotencyKey key) throws SQLException {
        return sql.first(
                FIND,
                row -> new KeyedRun(
                        new RunId(row.getLong("run_id")),
                        new WorkflowKey(row.getString("namespace"), row.getString("workflow")),
                        row.getInt("revision"),
                        row.getString("inputs_digest")),
                key.tenant(),
                key.text());
    }
}
