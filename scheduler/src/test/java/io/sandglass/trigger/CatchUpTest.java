package io.sandglass.trigger;

import static io.sandglass.trigger.Triggers.DEFAULTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.sandglass.spec.TriggerSpec;
import io.sandglass.spec.TriggerSpec.CatchUp;
import io.sandglass.spec.TriggerSpec.Overlap;
import io.sandglass.store.TriggerStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatchUpTest {
    private static final String LAST = "MISSED catchup is last, and a later slot was missed too";

    @Test
    void runsOnlyTheLastMissedSlotUnlessToldOtherwise() {
        World world = World.started("2027-01-04T09:00:00Z", DEFAULTS.cron("*/20 * * * *"));

        downFor(world, "2027-01-04T10:10:00Z", DEFAULTS.cron("*/20 * * * *"));

        assertThat(world.slots())
                .containsExactly(
                        entry("2027-01-04T09:20:00Z", LAST),
                        entry("2027-01-04T09:40:00Z", LAST),
                        entry("2027-01-04T10:00:00Z", "RAN"));
    }

    @Test
    void runsNoMissedSlotIfThePolicyIsNone() {
        TriggerSpec trigger =
                DEFAULTS.catchUp(CatchUp.NONE, Duration.ofHours(1), 10).cron("0 * * * *");
        World world = World.started("2027-01-04T09:30:00Z", trigger);

        downFor(world, "2027-01-04T10:00:06Z", trigger);

        assertThat(world.slots())
                .containsExactly(entry("2027-01-04T10:00:00Z", "MISSED late by more than PT5S, and catchup is none"));
    }

    @Test
    void toleratesALittleLateness() {
        TriggerSpec trigger =
                DEFAULTS.catchUp(CatchUp.NONE, Duration.ofHours(1), 10).cron("0 * * * *");
        World world = World.started("2027-01-04T09:30:00Z", trigger);

        downFor(world, "2027-01-04T10:00:05Z", trigger);

        assertThat(world.slots()).containsExactly(entry("2027-01-04T10:00:00Z", "RAN"));
    }

    @Test
    void runsTheNewestMissedSlotsOldestFirstWithinTheWindow() {
        TriggerSpec trigger = DEFAULTS.overlap(Overlap.ALLOW)
                .catchUp(CatchUp.ALL, Duration.ofMinutes(45), 2)
                .cron("*/15 * * * *");
        World world = World.started("2027-01-04T09:05:00Z", trigger);

        downFor(world, "2027-01-04T10:10:00Z", trigger);

        assertThat(world.slots())
                .containsExactly(
                        entry("2027-01-04T09:15:00Z", "MISSED older than the catchup window PT45M"),
                        entry("2027-01-04T09:30:00Z", "MISSED catchup runs at most 2 missed slots, the newest ones"),
                        entry("2027-01-04T09:45:00Z", "RAN"),
                        entry("2027-01-04T10:00:00Z", "RAN"));
        assertThat(world.launcher.requests())
                .extracting(request ->
                        request.cause().slot().orElseThrow().fireTime().toString())
                .containsExactly("2027-01-04T09:45:00Z", "2027-01-04T10:00:00Z");
    }

    @Test
    void appliesOverlapToLateRunsToo() {
        TriggerSpec trigger =
                DEFAULTS.catchUp(CatchUp.ALL, Duration.ofHours(2), 10).cron("0 * * * *");
        World world = World.started("2027-01-04T09:30:00Z", trigger);
        world.launcher.runsLast(Duration.ofMinutes(5));

        downFor(world, "2027-01-04T11:10:00Z", trigger);

        assertThat(world.slots())
                .containsExactly(
                        entry("2027-01-04T10:00:00Z", "RAN"),
                        entry(
                                "2027-01-04T11:00:00Z",
                                "SKIPPED a run of this trigger was still open (overlap is skip)"));
    }

    @Test
    void recordsAMonthOfMissedSecondsInBoundedTime() {
        TriggerSpec trigger = DEFAULTS.cron("* * * * * *");
        World world = World.started("2027-01-04T09:00:00Z", trigger);

        downFor(world, "2027-02-04T09:00:00Z", trigger);

        Map<String, String> slots = world.slots();
        assertThat(slots)
                .hasSize(Progress.MOST_RECORDED + 1 + 6)
                .containsEntry(
                        "2027-01-04T09:00:01Z",
                        "MISSED stands for every slot before 2027-02-04T06:13:15Z;"
                                + " only the newest 10000 missed slots are recorded one by one")
                .containsEntry("2027-02-04T08:59:54Z", "RAN");
        assertThat(Collections.frequency(slots.values(), "RAN")).isEqualTo(7);
    }

    @Test
    void recordsMissedSecondsByTheThousand() {
        TriggerSpec trigger = DEFAULTS.cron("* * * * * *");
        World world = World.started("2027-01-04T09:00:00Z", trigger);

        downFor(world, "2027-01-05T09:00:00Z", trigger);

        assertThat(world.slots()).hasSize(Progress.MOST_RECORDED + 1 + 6);
        assertThat(world.store.writes()).isLessThanOrEqualTo(Progress.MOST_RECORDED / TriggerStore.MOST_SLOTS + 2);
    }

    @Test
    void recordsWhatWasMissedUnderADefinitionThatIsGone() {
        World changed = World.started("2027-01-04T09:30:00Z", DEFAULTS.cron("0 * * * *"));

        downFor(changed, "2027-01-04T12:10:00Z", DEFAULTS.cron("30 * * * *"));
        changed.time.runUntil("2027-01-04T12:45:00Z");

        assertThat(changed.slots())
                .containsExactly(
                        entry(
                                "2027-01-04T10:00:00Z",
                                "MISSED stands for every slot up to 2027-01-04T12:10:00Z: the trigger was changed or"
                                        + " removed while nobody was there"),
                        entry("2027-01-04T12:30:00Z", "RAN"));
    }

    @Test
    void doesNotMissSlotsOfADisabledTrigger() {
        World world = World.started("2027-01-04T09:30:00Z", DEFAULTS.disabled().cron("0 * * * *"));

        downFor(world, "2027-01-04T12:10:00Z", DEFAULTS.cron("0 * * * *"));
        world.time.runUntil("2027-01-04T13:10:00Z");

        assertThat(world.slots()).containsExactly(entry("2027-01-04T13:00:00Z", "RAN"));
    }

    private static void downFor(World world, String until, TriggerSpec trigger) {
        world.crash();
        world.time.runUntil(Instant.parse(until));
        world.restart(1, trigger);
    }
}
