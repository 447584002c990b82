package io.sandglass.engine.fuel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.fair.Tenancy;
import io.sandglass.fair.Tenant;
import io.sandglass.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FuelAccountsTest {
    private final FuelAccounts accounts = new FuelAccounts(
            new Tenancy(List.of(Tenant.of("acme", "acme").fuelPerDay(1_000)), Map.of()), Clock.system());
    private final List<String> told = new ArrayList<>();

    @Test
    void whoseDayIsBoundedWaitsUntilItIsCounted() {
        accounts.count();
        accounts.of("acme").whenKnown(() -> told.add("first"));
        accounts.count();
        accounts.of("acme").whenKnown(() -> told.add("second"));
        assertThat(told).isEmpty();

        accounts.counted();
        accounts.counted();

        assertThat(told).containsExactly("first", "second");
    }

    @Test
    void oneThatFailsKeepsNoOtherFromGoingOn() {
        accounts.count();
        accounts.of("acme").whenKnown(() -> {
            throw new IllegalStateException("it cannot");
        });
        accounts.of("acme").whenKnown(() -> told.add("other"));

        accounts.counted();

        assertThat(told).containsExactly("other");
    }

    @Test
    void whoMayUseAnyAmountWaitsForNothing() {
        accounts.count();

        accounts.of("other").whenKnown(() -> told.add("other"));

        assertThat(told).containsExactly("other");
        assertThat(accounts.of("other").left()).isPositive();
    }
}
