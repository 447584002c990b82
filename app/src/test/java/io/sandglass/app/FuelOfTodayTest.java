package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.fair.Tenancy;
import io.sandglass.fair.Tenant;
import io.sandglass.store.history.HistoryQuery;
import io.sandglass.time.Clock;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FuelOfTodayTest {
    private static final int CANCELLED = 57_014;

    @Test
    void keepsNoServiceFromStartingIfItCannotBeCounted() {
        HistoryQuery slow = new HistoryQuery(
                () -> {
                    throw new SQLException("Statement was canceled", "57014", CANCELLED);
                },
                patience -> {});
        Tenancy bounded = new Tenancy(List.of(Tenant.of("acme").fuelPerDay(1_000)), Map.of());

        assertThat(new FuelOfToday(slow, Clock.system()).of(bounded)).isEmpty();
    }
}
