package io.sandglass.engine.fuel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.fair.Tenant;
import io.sandglass.time.Simulation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TenantFuelTest {
    private static final long PER_DAY = 1_000;

    private static final Tenant TENANT = Tenant.of("acme", "acme").fuelPerDay(PER_DAY);

    private final Simulation machine = new Simulation(1);
    private final TenantFuel fuel = new TenantFuel(TENANT, machine, new FuelCount());

    @Test
    void whatIsReportedBeyondAllMeasureDoesNotWrapAround() {
        fuel.use(Long.MAX_VALUE);
        fuel.use(Long.MAX_VALUE);

        assertThat(fuel.left()).isNotPositive();
    }

    @Test
    void aNegativeReportGivesNothingBack() {
        fuel.use(PER_DAY);
        fuel.use(-PER_DAY);

        assertThat(fuel.left()).isZero();
    }

    @Test
    void aDayIsNotBegunTwiceWhenTheClockIsSetBackOverMidnight() {
        machine.jump(Duration.ofDays(1));
        fuel.use(PER_DAY);

        machine.jump(Duration.ofDays(-1));
        assertThat(fuel.left()).isZero();
        machine.jump(Duration.ofDays(1));
        assertThat(fuel.left()).isZero();

        machine.jump(Duration.ofDays(1));
        assertThat(fuel.left()).isEqualTo(PER_DAY);
    }

    @Test
    void aClockThatWasFarAheadForAMomentDoesNotStopTheDaysFromComing() {
        machine.jump(Duration.ofDays(400));
        fuel.use(PER_DAY);
        machine.jump(Duration.ofDays(-400));

        assertThat(fuel.left()).isEqualTo(PER_DAY);
    }
}
