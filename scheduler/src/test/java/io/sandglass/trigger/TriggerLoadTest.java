package io.sandglass.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.spec.TriggerSpec;
import io.sandglass.spec.WorkflowKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Fault matrix S8: many triggers, and impatient ones. */
class TriggerLoadTest {
    @Test
    void holdsOneAlarmForEachOfTenThousandTriggers() {
        World world = withTenThousand(Triggers.DEFAULTS.cron("@hourly"));

        world.time.runUntil("2027-01-04T11:30:00Z");

        assertThat(world.time.alarms()).isEqualTo(10_000);
        assertThat(world.time.rings()).isEqualTo(20_000);
        assertThat(world.launcher.attempts()).isEqualTo(20_000);
    }

    @Test
    void firesTenThousandTriggersEverySecondWithoutABusyLoop() {
        World world = withTenThousand(Triggers.DEFAULTS.cron("* * * * * *"));

        world.time.runUntil("2027-01-04T09:30:05Z");

        assertThat(world.time.rings()).isEqualTo(50_000);
        assertThat(world.launcher.attempts()).isEqualTo(50_000);
    }

    @Test
    void doesNotRingForWhatNeverComes() {
        World world = World.started(
                "2027-01-04T09:30:00Z",
                Triggers.DEFAULTS
                        .catchUp(TriggerSpec.CatchUp.ALL, Duration.ofSeconds(Long.MAX_VALUE), 10)
                        .cron("0 0 0 1 1 ? 2020"));

        assertThat(world.time.alarms()).isZero();
        assertThat(world.next()).isEmpty();
    }

    @Test
    void waitsALifetimeForALateYear() {
        World world = World.started("2027-01-04T09:30:00Z", Triggers.DEFAULTS.cron("0 0 0 1 1 ? 2099"));

        world.time.runUntil("2098-12-31T23:59:59Z");
        assertThat(world.time.rings()).isZero();
        world.time.runUntil("2099-01-01T00:00:00Z");

        assertThat(world.slots()).containsOnlyKeys("2099-01-01T00:00:00Z");
    }

    private static World withTenThousand(TriggerSpec trigger) {
        World world = new World("2027-01-04T09:30:00Z");
        Map<String, TriggerSpec> triggers = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            triggers.put("t" + i, trigger);
        }
        for (int i = 0; i < 100; i++) {
            world.service.deploy(new WorkflowKey("shop", "w" + i), 1, triggers);
        }
        world.service.start();
        return world;
    }
}
