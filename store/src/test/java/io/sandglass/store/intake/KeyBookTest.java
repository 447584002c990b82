package io.sandglass.store.intake;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.run.IdempotencyKey;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.database.Session;
import io.sandglass.store.ledger.Ledger;
import io.sandglass.store.ledger.MemoryLedger;
import io.sandglass.store.projection.ProjectionSettings;
import io.sandglass.store.projection.Projector;
import io.sandglass.store.projection.Repair;
import io.sandglass.time.Clock;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who asks for a key, and how long. */
@Timeout(10)
class KeyBookTest {
    private static final IdempotencyKey KEY = new IdempotencyKey("default", "k");

    private final Session nowhere = new Session(() -> {
        throw new SQLException("there is no database");
    });
    private final Ledger ledger = new MemoryLedger();
    private final Projector projector =
            new Projector(nowhere, new NoRepair(), ledger, ProjectionSettings.DEFAULT, Clock.system());
    private final KeyBook keys = new KeyBook(new Intake(ledger, projector), nowhere);

    @Test
    void startingARunDoesNotWaitForADatabaseThatIsRebuilt() {
        projector.queue().applied(2, 0, 0);
        projector.queue().applied(1, 0, 0);

        assertThatThrownBy(() -> keys.find(KEY))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("being brought up to date");
    }

    private static final class NoRepair implements Repair {
        @Override
        public void look() {}

        @Override
        public boolean rebuilds() {
            return false;
        }

        @Override
        public boolean after(Throwable failure, int inARow) {
            return false;
        }

        @Override
        public void done() {
            // nor was there
        }
    }
}
