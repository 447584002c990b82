package io.sandglass.trigger;

import static io.sandglass.trigger.Triggers.DEFAULTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.sandglass.spec.TriggerSpec;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fault matrix C1 and C3: the wall clock is set back and forth, and the process is not always there. */
class ClockChangeTest {
    @ParameterizedTest
    @ValueSource(strings = {"2027-01-04T09:10:00Z", "2027-01-03T10:10:00Z"})
    void neverFiresASlotTwiceWhenTheClockIsSetBack(String back) {
        World world = World.started("2027-01-04T09:30:00Z", DEFAULTS.cron("*/15 * * * *"));
        world.time.runUntil("2027-01-04T10:10:00Z");

        world.time.jumpTo(back);
        world.time.runUntil("2027-01-04T10:35:00Z");

        assertThat(world.slots())
                .containsOnlyKeys(
                        "2027-01-04T09:45:00Z", "2027-01-04T10:00:00Z", "2027-01-04T10:15:00Z", "2027-01-04T10:30:00Z")
                .doesNotContainValue("TWICE");
        assertThat(world.launcher.attempts()).isEqualTo(4);
    }

    @Test
    void neverFiresASlotTwiceWhenTheClockIsSetBackOverARestart() {
        TriggerSpec trigger = DEFAULTS.cron("*/15 * * * *");
        World world = World.started("2027-01-04T09:30:00Z", trigger);
        world.time.runUntil("2027-01-04T10:10:00Z");

        world.crash();
        world.time.jumpTo("2027-01-04T09:10:00Z");
        world.restart(1, trigger);
        world.time.runUntil("2027-01-04T10:20:00Z");

        assertThat(world.launcher.attempts()).isEqualTo(3);
        assertThat(world.slots())
                .containsOnlyKeys("2027-01-04T09:45:00Z", "2027-01-04T10:00:00Z", "2027-01-04T10:15:00Z");
    }

    @Test
    void catchesUpWhenTheClockIsSetForward() {
        World world = World.started("2027-01-04T09:30:00Z", DEFAULTS.cron("0 * * * *"));

        world.time.jumpTo("2027-01-06T09:30:00Z");
        world.time.runUntil("2027-01-06T10:30:00Z");

        assertThat(world.slots())
                .hasSize(49)
                .containsEntry("2027-01-04T10:00:00Z", "MISSED older than the catchup window PT1H")
                .containsEntry("2027-01-06T09:00:00Z", "RAN")
                .containsEntry("2027-01-06T10:00:00Z", "RAN");
    }

    @Test
    void isNotDisturbedByAWobblingClock() {
        World world = World.started("2027-01-04T09:00:00Z", DEFAULTS.cron("* * * * * *"));

        for (int i = 1; i <= 600; i++) {
            Instant real = Instant.parse("2027-01-04T09:00:00Z").plusMillis(i * 700L);
            world.time.runUntil(real);
            world.time.jumpTo(real.plusMillis(i % 2 == 0 ? 500 : -500).toString());
        }
        world.time.runUntil("2027-01-04T09:07:00Z");

        assertThat(world.slots()).hasSize(420).doesNotContainValue("TWICE");
        assertThat(world.slots().values()).containsOnly("RAN");
    }

    @Test
    void runsASlotOnceWhenTheProcessDiesBetweenLaunchAndNote() {
        TriggerSpec trigger = DEFAULTS.cron("0 * * * *");
        World world = World.started("2027-01-04T09:30:00Z", trigger);
        world.store.forgetful(true);
        world.time.runUntil("2027-01-04T10:00:00Z");

        world.crash();
        world.store.forgetful(false);
        world.restart(1, trigger);
        world.time.runUntil("2027-01-04T11:30:00Z");

        assertThat(world.slots())
                .containsExactly(entry("2027-01-04T10:00:00Z", "RAN"), entry("2027-01-04T11:00:00Z", "RAN"));
    }

    @Test
    void keepsTheGridOfAnIntervalOverRevisionsAndRestarts() {
        World world = World.started("2027-01-04T09:00:00Z", DEFAULTS.every(Duration.ofMinutes(40)));
        world.time.runUntil("2027-01-04T09:50:00Z");

        world.deploy(2, DEFAULTS.jitter(Duration.ofSeconds(1)).every(Duration.ofMinutes(40)));
        world.time.runUntil("2027-01-04T10:30:00Z");
        world.crash();
        world.restart(3, DEFAULTS.every(Duration.ofMinutes(40)));
        world.time.runUntil("2027-01-04T11:10:00Z");

        assertThat(world.slots())
                .containsOnlyKeys("2027-01-04T09:40:00Z", "2027-01-04T10:20:00Z", "2027-01-04T11:00:00Z");
        assertThat(world.launcher.requests())
                .extracting(request -> request.revision().orElseThrow())
                .containsExactly(1, 2, 3);
    }

    @Test
    void settlesOverdueSlotsBeforeAScheduleChanges() {
        World world = World.started("2027-01-04T09:30:00Z", DEFAULTS.cron("0 10 * * *"));
        world.time.jumpTo("2027-01-04T10:00:01Z");

        world.deploy(2, DEFAULTS.cron("0 * * * *"));
        world.time.runUntil("2027-01-04T11:30:00Z");

        assertThat(world.slots())
                .containsExactly(entry("2027-01-04T10:00:00Z", "RAN"), entry("2027-01-04T11:00:00Z", "RAN"));
        assertThat(world.launcher.requests())
                .extracting(request -> request.revision().orElseThrow())
                .containsExactly(1, 2);
    }

    @Test
    void goesOnAsBeforeIfADeploymentCannotBeRecorded() {
        World world = World.started("2027-01-04T09:30:00Z", DEFAULTS.cron("0 * * * *"));

        world.store.down(true);
        assertThatThrownBy(() -> world.deploy(2, DEFAULTS.cron("30 * * * *"))).hasMessage("the disk is full");
        world.store.down(false);
        world.time.runUntil("2027-01-04T10:45:00Z");

        assertThat(world.slots()).containsExactly(entry("2027-01-04T10:00:00Z", "RAN"));
    }

    @Test
    void goesOnAsBeforeIfADeploymentRunsOutOfMemory() {
        World world = World.started("2027-01-04T09:30:00Z", DEFAULTS.cron("0 * * * *"));

        world.store.withoutMemory(true);
        assertThatThrownBy(() -> world.deploy(2, DEFAULTS.cron("30 * * * *"))).isInstanceOf(OutOfMemoryError.class);
        world.store.withoutMemory(false);
        world.time.runUntil("2027-01-04T10:45:00Z");

        assertThat(world.slots()).containsExactly(entry("2027-01-04T10:00:00Z", "RAN"));
    }
}
