package io.sandglass.store.tables;

import static io.sandglass.store.fixture.Samples.T0;
import static io.sandglass.store.fixture.Samples.attemptStarted;
import static io.sandglass.store.fixture.Samples.failed;
import static io.sandglass.store.fixture.Samples.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.Cause;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.fixture.Samples;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureTableTest {
    private static final List<RunRecord> FORCED_WHILE_RETRYING = Samples.records(
            new RunId(1),
            started(Cause.manual()),
            attemptStarted("load", 1),
            failed("load", 1, Optional.of(T0.plusSeconds(60))),
            new RunEvent.NodeForced("load", NodeStatus.FAILED, Payload.EMPTY, new Asked("alice", "enough"), T0));

    @Test
    void tellsTheSameErrorAsTheAttemptsOnceItsNodeWasForcedToFail() throws SQLException {
        try (ScratchTables tables = new ScratchTables()) {
            tables.write(FORCED_WHILE_RETRYING.subList(0, 3), WriteMode.QUICK);
            tables.write(FORCED_WHILE_RETRYING.subList(3, 4), WriteMode.QUICK);

            Map<String, List<String>> rows = tables.rows();
            assertThat(rows.get("node_run")).singleElement().asString().contains("ERROR_CODE=Forced");
            assertThat(rows.get("failure")).singleElement().asString().contains("ERROR_CODE=Forced");
        }
    }
}
