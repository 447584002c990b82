package io.sandglass.engine.fuel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.fair.Tenancy;
import io.sandglass.fair.Tenant;
import io.sandglass.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FuelAccountsTest {
    private final FuelAccounts accounts = new FuelAccounts(
            new Tenancy(List.of(Tenant.of("acme", "acme").fuelPerDay(1_000)), Map.of()), Clock.system());

    @Test
    void whoseDayIsBoundedWaitsUntilItIsCounted() throws InterruptedException {
        CountDownLatch let = new CountDownLatch(1);
        accounts.count();
        Thread guest = new Thread(() -> {
            try {
                accounts.of("acme").await();
                let.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        guest.start();

        assertThat(let.await(50, TimeUnit.MILLISECONDS)).isFalse();
        accounts.counted();

        assertThat(let.await(60, TimeUnit.SECONDS)).isTrue();
        guest.join();
    }

    @Test
    void whoMayUseAnyAmountWaitsForNothing() throws InterruptedException {
        accounts.count();

        accounts.of("other").await();

        assertThat(accounts.of("other").left()).isPositive();
    }
}
