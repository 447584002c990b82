package io.sandglass.store.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.run.RunId;
import io.sandglass.store.database.Session;
import io.sandglass.store.intake.RunHeads;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DoomedRunsTest {
    private static final List<RunId> RUNS = List.of(new RunId(1_000), new RunId(1_001));

    private final AtomicLong applied = new AtomicLong(4);
    private final RunHeads heads = new RunHeads(Session.reading(DoomedRunsTest::noDatabase), applied::get);
    private final DoomedRuns doomed = new DoomedRuns(heads, applied::get);

    @Test
    void takeNoRecordsUntilTheDatabaseHasForgottenThem() {
        assertThat(doomed.doom(RUNS)).isEqualTo(RUNS);

        doomed.release(RUNS, 5);
        assertThat(doomed.doom(RUNS)).as("those that still may be doomed").isEmpty();

        applied.set(5);
        doomed.settle();
        assertThat(doomed.doom(RUNS)).isEqualTo(RUNS);
    }

    private static Connection noDatabase() throws SQLException {
        throw new SQLException("there is none");
    }
}
