package io.sandglass.store.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.store.StoreUnavailable;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
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
            assertThatThrownBy(answer::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("try again in some seconds");
            return true;
        });

        assertThatThrownBy(() -> session.transactionNow(sql -> true)).hasMessageContaining("there is no database");
    }
}
