package io.sandglass.store.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.run.RunStatus;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.database.Database;
import io.sandglass.store.database.Session;
import io.sandglass.store.database.Sql;
import io.sandglass.store.directory.Credentials;
import io.sandglass.store.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How the database looks for runs and slots to delete. */
class PruneQueryTest {
    private static final Set<RunStatus> ENDED = Set.of(RunStatus.SUCCEEDED, RunStatus.FAILED, RunStatus.CANCELLED);
    private static final WorkflowKey WORKFLOW = new WorkflowKey("default", "orders");

    private final Credentials admin = Credentials.random("admin");
    private final Database database = new Database("mem:" + UUID.randomUUID(), admin);

    @Test
    void readsAPageFromAnIndexWithoutSortingWhatIsLeft() throws Exception {
        try (Connection open = database.connect();
                Session session = new Session(open, database::connect)) {
            Schema.CURRENT.migrate(database.url(), admin.user(), admin.password());
            for (Optional<WorkflowKey> workflow : Set.of(Optional.<WorkflowKey>empty(), Optional.of(WORKFLOW))) {
                for (PruneQuery query : PruneQuery.of(prune(workflow))) {
                    String plan = session.transaction(sql -> plan(sql, query));

                    assertThat(plan).endsWith("/* index sorted */");
                }
            }
        }
    }

    @Test
    void readsSlotsFromTheirKey() throws Exception {
        try (Connection open = database.connect();
                Session session = new Session(open, database::connect)) {
            Schema.CURRENT.migrate(database.url(), admin.user(), admin.password());

            String plan = session.transaction(sql -> sql.first(
                            "explain " + SlotQuery.PAGE, row -> row.getString(1), "a", "b", "c", Instant.EPOCH, 10)
                    .orElseThrow());

            assertThat(plan).contains("PRIMARY_KEY").endsWith("/* index sorted */");
        }
    }

    private static String plan(Sql sql, PruneQuery query) throws SQLException {
        return sql.first(
                        "explain " + query.page(),
                        row -> row.getString(1),
                        query.pageParams(new PruneRounds.Range(1_000, 2_000), 100))
                .orElseThrow();
    }

    private static Prune prune(Optional<WorkflowKey> workflow) {
        return new Prune(workflow, ENDED, Instant.EPOCH, Prune.What.RUNS);
    }
}
