package io.sandglass.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.run.RunStatus;
import io.sandglass.spec.WorkflowKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How the database looks for runs to delete. */
class PruneQueryTest {
    private static final Set<RunStatus> ENDED = Set.of(RunStatus.SUCCEEDED, RunStatus.FAILED, RunStatus.CANCELLED);

    @Test
    void readsAPageFromAnIndexWithoutSortingWhatIsLeft() throws Exception {
        try (Home home = Home.inMemory(new MemoryLedger());
                Session session = new Session(home.connection(), home.database()::connect)) {
            for (Optional<WorkflowKey> workflow :
                    Set.of(Optional.<WorkflowKey>empty(), Optional.of(Samples.WORKFLOW))) {
                for (PruneQuery query : PruneQuery.of(prune(workflow))) {
                    String plan = session.transaction(sql -> plan(sql, query));

                    assertThat(plan).endsWith("/* index sorted */");
                }
            }
        }
    }

    private static String plan(Sql sql, PruneQuery query) throws SQLException {
        return sql.first("explain " + query.page(), row -> row.getString(1), query.pageParams(Long.MAX_VALUE, 100))
                .orElseThrow();
    }

    private static Prune prune(Optional<WorkflowKey> workflow) {
        return new Prune(workflow, ENDED, Instant.EPOCH, Prune.What.RUNS);
    }
}
