package io.sandglass.store.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.sandglass.store.StoreUnavailable;
import org.junit.jupiter.api.Test;

class ReaderAccessTest {
    @Test
    void whoAsksWhileTheDatabaseIsOpenedAnewIsToldToTryAgain() {
        HikariDataSource closed = new HikariDataSource();
        closed.close();

        assertThatThrownBy(() -> ReaderAccess.borrow(closed))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("try again in some seconds");
    }
}
