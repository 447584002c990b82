package io.sandglass.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.store.StoreUnavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private final Sessions sessions = new Sessions();
    private final Session session = sessions.add(Session.reading(() -> {
        throw new SQLException("there is no database");
    }));

    @Test
    void whoDoesNotWaitIsToldThatTheDatabaseIsBeingOpenedAnew() {
        sessions.without(() -> {
            CompletableFuture<Boolean> answer =
                    CompletableFuture.supplyAsync(() -> session.transactionNow(sql -> true));
            assertThat(answer)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(StoreUnavailable.class)
                    .withMessageContaining("try again in some seconds");
            return true;
        });

        assertThatThrownBy(() -> session.transactionNow(sql -> true)).hasMessageContaining("there is no database");
    }
}
