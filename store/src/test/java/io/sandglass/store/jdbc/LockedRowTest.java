package io.sandglass.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.store.fixture.Awaiting;
import io.sandglass.store.fixture.Samples;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody holds a lock that the history needs (D8): it waits for it no longer than 10 s, says so, and tries again. */
@Timeout(120)
class LockedRowTest {
    private static final RunId RUN = new RunId(1);

    @TempDir
    private Path directory;

    @Test
    void whatIsAcknowledgedMeanwhileReachesTheHistoryAfterwards() throws Exception {
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(directory))) {
            store.runs().append(Samples.records(RUN, Samples.started(Cause.manual())));
            Awaiting.until(() -> store.projectionLag().records() == 0);
            try (Connection holder = store.administrator();
                    Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.executeUpdate("update run set priority = 3 where run_id = 1");

                store.runs().append(Samples.records(RUN, 2, Samples.attemptStarted("load", 1)));
                Awaiting.until(() -> store.projectionLag().trouble().isPresent());
                store.runs().append(Samples.records(RUN, 3, Samples.succeeded("load", 1, Payload.of("x"))));
                holder.rollback();
            }
            Awaiting.until(() -> store.projectionLag().trouble().isEmpty()
                    && store.projectionLag().records() == 0);

            assertThat(store.verify().problems()).isEmpty();
            assertThat(store.runs().events(RUN)).hasSize(3);
        }
    }
}
