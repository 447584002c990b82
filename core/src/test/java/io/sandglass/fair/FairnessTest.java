package io.sandglass.fair;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.time.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Promise 10: however much one tenant has to do, another one's nodes start in time. */
class FairnessTest {
    private static final int PLACES = 64;
    private static final int BURSTS = 30;
    private static final int BURST = 40;
    private static final Duration BETWEEN = Duration.ofMinutes(1);

    @Test
    void aTenantThatSaturatesTheServiceDoesNotDelayAnother() {
        Tenancy shared = new Tenancy(
                List.of(Tenant.of("quiet", "quiet").maxConcurrentNodes(8), Tenant.of("loud", "loud")), Map.of());

        for (long seed = 0; seed < 10; seed++) {
            Duration idle = new World(seed, shared, "quiet", "loud").percentile99(false);
            Duration busy = new World(seed, shared, "quiet", "loud").percentile99(true);

            assertThat(idle).as("seed %s", seed).isPositive();
            assertThat(busy).as("seed %s", seed).isLessThanOrEqualTo(idle.multipliedBy(3));
        }
    }

    @Test
    void withoutTenantsItWould() {
        Duration idle = new World(1, Tenancy.NONE, "default", "default").percentile99(false);
        Duration busy = new World(1, Tenancy.NONE, "default", "default").percentile99(true);

        assertThat(busy).isGreaterThan(idle.plusSeconds(1).multipliedBy(3));
    }

    private static final class World {
        private final Simulation machine;
        private final SplittableRandom random;
        private final FairGate gate;
        private final String quiet;
        private final String loud;
        private final List<Long> delays = new ArrayList<>();

        World(long seed, Tenancy tenancy, String quiet, String loud) {
            this.machine = new Simulation(seed);
            this.random = new SplittableRandom(seed);
            this.gate = new FairGate(PLACES, tenancy);
            this.quiet = quiet;
            this.loud = loud;
        }

        Duration percentile99(boolean saturated) {
            if (saturated) {
                for (int i = 0; i < 20_000; i++) {
                    enter(loud, Duration.ofMillis(1_000 + random.nextInt(20_000)), false);
                }
            }
            for (int burst = 0; burst < BURSTS; burst++) {
                machine.after(BETWEEN.multipliedBy(burst), this::burst);
            }
            machine.advance(BETWEEN.multipliedBy(BURSTS + 30));
            assertThat(delays).hasSize(BURSTS * BURST);
            delays.sort(null);
            return Duration.ofNanos(delays.get(delays.size() * 99 / 100));
        }

        private void burst() {
            for (int i = 0; i < BURST; i++) {
                enter(quiet, Duration.ofMillis(500 + random.nextInt(1_000)), true);
            }
        }

        private void enter(String tenant, Duration work, boolean measured) {
            long since = machine.nanos();
            Ticket[] ticket = new Ticket[1];
            ticket[0] = new Ticket(new Claim(tenant, Optional.empty(), Rank.DEFAULT, since), () -> {
                if (measured) {
                    delays.add(machine.nanos() - since);
                }
                machine.after(work, () -> gate.leave(ticket[0]));
                return true;
            });
            gate.enter(ticket[0]);
        }
    }
}
