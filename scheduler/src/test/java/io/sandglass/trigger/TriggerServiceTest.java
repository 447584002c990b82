package io.sandglass.trigger;

import static io.sandglass.trigger.Triggers.DEFAULTS;
import static io.sandglass.trigger.World.TRIGGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.LaunchResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.SlotKey;
import io.sandglass.spec.TriggerSpec.Overlap;
import io.sandglass.store.TriggerRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TriggerServiceTest {
    @Test
    void firesAtEachFireTimeAndKeepsTheNextOne() {
        World world = World.started("2027-01-04T09:00:00Z", DEFAULTS.cron("*/15 * * * *"));

        world.time.runUntil("2027-01-04T09:31:00Z");

        assertThat(world.slots())
                .containsExactly(entry("2027-01-04T09:15:00Z", "RAN"), entry("2027-01-04T09:30:00Z", "RAN"));
        assertThat(world.next()).contains(Instant.parse("2027-01-04T09:45:00Z"));
        assertThat(world.store.all()).extracting(TriggerRow::nextFireTime).containsExactly(world.next());
        assertThat(world.time.alarms()).isEqualTo(1);
    }

    @Test
    void tellsTheRunWhyItStarted() {
        World world = World.started(
                "2027-01-04T09:00:00.5Z",
                DEFAULTS.inputs(Map.of("trigger", "{{ trigger }}", "now", "{{ $millis() }}"))
                        .cron("0 10 * * *"));

        world.time.runUntil("2027-01-04T10:00:00Z");

        LaunchRequest request = world.launcher.requests().get(0);
        Payload data = Payload.of(Map.of(
                "type", "cron",
                "name", "t",
                "scheduledAt", "2027-01-04T10:00:00Z",
                "firedAt", "2027-01-04T10:00:00Z"));
        assertThat(request.revision()).hasValue(1);
        assertThat(request.cause().kind()).isEqualTo("cron");
        assertThat(request.cause().trigger()).contains("t");
        assertThat(request.cause().slot()).contains(new SlotKey(TRIGGER, Instant.parse("2027-01-04T10:00:00Z")));
        assertThat(request.cause().data()).isEqualTo(data);
        assertThat(request.inputs()).isEqualTo(Payload.of(Map.of("trigger", data, "now", 1_799_056_800_000L)));
    }

    @Test
    void countsAnIntervalFromTheFirstDeploymentWithoutDrift() {
        World world = World.started("2027-01-04T09:00:07.123456Z", DEFAULTS.every(Duration.ofMinutes(10)));

        world.time.runUntil("2027-01-04T09:25:00Z");

        assertThat(world.slots()).containsOnlyKeys("2027-01-04T09:10:07.123Z", "2027-01-04T09:20:07.123Z");
    }

    @Test
    void firesOnlyBetweenStartAndEndBothIncluded() {
        Triggers bounded = DEFAULTS.between("2027-01-04T10:00:00Z", "2027-01-04T12:00:00Z");

        World cron = World.started("2027-01-04T09:00:00Z", bounded.cron("0 * * * *"));
        cron.time.runUntil("2027-01-05T09:00:00Z");
        World interval = World.started("2027-01-04T09:30:00Z", bounded.every(Duration.ofHours(1)));
        interval.time.runUntil("2027-01-05T09:00:00Z");

        assertThat(cron.slots())
                .containsOnlyKeys("2027-01-04T10:00:00Z", "2027-01-04T11:00:00Z", "2027-01-04T12:00:00Z");
        assertThat(interval.slots()).isEqualTo(cron.slots());
        assertThat(cron.next()).isEmpty();
        assertThat(cron.time.alarms()).isZero();
    }

    @Test
    void neitherArmsDisabledTriggersNorThoseByHand() {
        World disabled =
                World.started("2027-01-04T09:00:00Z", DEFAULTS.disabled().cron("* * * * *"));
        World manual = World.started("2027-01-04T09:00:00Z", DEFAULTS.manual());

        assertThat(disabled.time.alarms() + manual.time.alarms()).isZero();
        assertThat(disabled.next()).isEmpty();
        assertThat(disabled.store.all()).extracting(TriggerRow::enabled).containsExactly(false);
        assertThat(manual.store.all()).extracting(TriggerRow::kind).containsExactly("manual");
    }

    @Test
    void skipsASlotWhoseRunBeforeIsStillOpen() {
        World world = World.started("2027-01-04T09:00:00Z", DEFAULTS.cron("*/15 * * * *"));
        world.launcher.runsLast(Duration.ofMinutes(20));

        world.time.runUntil("2027-01-04T09:45:00Z");

        assertThat(world.slots())
                .containsExactly(
                        entry("2027-01-04T09:15:00Z", "RAN"),
                        entry("2027-01-04T09:30:00Z", "SKIPPED a run of this trigger was still open (overlap is skip)"),
                        entry("2027-01-04T09:45:00Z", "RAN"));
    }

    @Test
    void letsRunsOverlapIfAllowed() {
        World world = World.started(
                "2027-01-04T09:00:00Z", DEFAULTS.overlap(Overlap.ALLOW).cron("*/15 * * * *"));
        world.launcher.runsLast(Duration.ofHours(9));

        world.time.runUntil("2027-01-04T09:45:00Z");

        assertThat(world.slots()).hasSize(3).containsValue("RAN").doesNotContainValue("SKIPPED");
    }

    @Test
    void spreadsFiringsButNotSlots() {
        Duration jitter = Duration.ofMinutes(5);
        World world =
                World.started("2027-01-04T09:00:00Z", DEFAULTS.jitter(jitter).cron("*/10 * * * *"));

        world.time.runUntil("2027-01-05T09:00:00Z");

        List<Duration> shifts = world.launcher.started().entrySet().stream()
                .map(started -> Duration.between(started.getKey().fireTime(), started.getValue()))
                .toList();
        assertThat(world.slots()).hasSize(143).containsKey("2027-01-04T09:10:00Z");
        assertThat(shifts).allMatch(shift -> !shift.isNegative() && shift.compareTo(jitter) <= 0);
        assertThat(shifts.stream().distinct().count()).isGreaterThan(130);
    }

    @Test
    void takesASlotThatAlreadyHasItsRunForDone() {
        World world = World.started("2027-01-04T09:00:00Z", DEFAULTS.cron("0 * * * *"));
        world.launcher.answers(new LaunchResult.DuplicateSlot());

        world.time.runUntil("2027-01-04T10:30:00Z");

        assertThat(world.next()).contains(Instant.parse("2027-01-04T11:00:00Z"));
        assertThat(world.slots()).isEmpty();
    }

    @Test
    void recordsWhyAWorkflowCannotRun() {
        World unknown = World.started("2027-01-04T09:00:00Z", DEFAULTS.cron("0 10 * * *"));
        unknown.launcher.answers(new LaunchResult.UnknownWorkflow("there is no workflow shop/orders"));
        World broken = World.started(
                "2027-01-04T09:00:00Z",
                DEFAULTS.inputs(Map.of("day", "{{ $substring(trigger) }}")).cron("0 10 * * *"));
        World invalid =
                World.started("2027-01-04T09:00:00Z", DEFAULTS.inputs("text").cron("0 10 * * *"));

        List.of(unknown, broken, invalid).forEach(world -> world.time.runUntil("2027-01-04T11:00:00Z"));

        assertThat(unknown.slots()).containsValue("SKIPPED there is no workflow shop/orders");
        assertThat(broken.slots().values()).first().asString().startsWith("SKIPPED its inputs could not be made: ");
        assertThat(invalid.slots())
                .containsValue("SKIPPED its inputs could not be made: an object is needed here, but this is a String");
    }

    @Test
    void triesAgainWhileTheEngineRefuses() {
        World world = World.started("2027-01-04T09:00:00Z", DEFAULTS.cron("0 10 * * *"));
        world.launcher.answers(new LaunchResult.Rejected("10000 runs are open"));

        world.time.runUntil("2027-01-04T10:20:00Z");
        int attempts = world.launcher.attempts();
        world.launcher.works();
        world.time.runUntil("2027-01-04T10:21:00Z");

        assertThat(attempts).isBetween(40, 60);
        assertThat(world.slots()).containsExactly(entry("2027-01-04T10:00:00Z", "RAN"));
        assertThat(world.launcher.started().values().iterator().next())
                .isBetween(Instant.parse("2027-01-04T10:20:00Z"), Instant.parse("2027-01-04T10:20:30Z"));
    }

    @Test
    void triesAgainAfterAnErrorOfTheMachine() {
        World world = World.started("2027-01-04T09:00:00Z", DEFAULTS.cron("0 10 * * *"));
        world.launcher.dies(new OutOfMemoryError("Java heap space"));

        world.time.runUntil("2027-01-04T10:01:00Z");
        world.launcher.works();
        world.time.runUntil("2027-01-04T10:02:00Z");

        assertThat(world.slots()).containsExactly(entry("2027-01-04T10:00:00Z", "RAN"));
    }

    @Test
    void givesUpASlotOnlyWithAReason() {
        World world = World.started("2027-01-04T09:00:00Z", DEFAULTS.cron("0 10 * * *"));
        world.launcher.answers(new LaunchResult.Rejected("10000 runs are open"));

        world.time.runUntil("2027-01-04T11:30:00Z");

        assertThat(world.slots())
                .containsExactly(
                        entry("2027-01-04T10:00:00Z", "MISSED it could not be started in time: 10000 runs are open"));
    }

    @Test
    void judgesSlotsThatWaitedBehindARefusedOneByCatchUp() {
        World world = World.started("2027-01-04T09:59:30Z", DEFAULTS.cron("* * * * *"));
        world.store.down(true);

        world.time.runUntil("2027-01-04T10:04:30Z");
        world.store.down(false);
        world.time.runUntil("2027-01-04T10:05:30Z");

        assertThat(world.slots())
                .containsExactly(
                        entry("2027-01-04T10:00:00Z", "RAN"),
                        entry("2027-01-04T10:01:00Z", "MISSED catchup is last, and a later slot was missed too"),
                        entry("2027-01-04T10:02:00Z", "MISSED catchup is last, and a later slot was missed too"),
                        entry("2027-01-04T10:03:00Z", "MISSED catchup is last, and a later slot was missed too"),
                        entry("2027-01-04T10:04:00Z", "RAN"),
                        entry("2027-01-04T10:05:00Z", "RAN"));
        assertThat(world.store.all()).extracting(TriggerRow::nextFireTime).containsExactly(world.next());
    }

    @Test
    void runsAOneOffThatIsAlreadyPastIfTheWindowAllows() {
        World inWindow = World.started("2027-01-04T09:00:00Z", DEFAULTS.once("2027-01-04T08:30:00Z"));
        World tooOld = World.started("2027-01-04T09:00:00Z", DEFAULTS.once("2027-01-04T07:30:00Z"));
        World future = World.started("2027-01-04T09:00:00Z", DEFAULTS.once("2027-01-04T10:30:00Z"));

        List.of(inWindow, tooOld, future).forEach(world -> world.time.runUntil("2027-01-05T00:00:00Z"));

        assertThat(inWindow.slots()).containsExactly(entry("2027-01-04T08:30:00Z", "RAN"));
        assertThat(tooOld.slots())
                .containsExactly(entry("2027-01-04T07:30:00Z", "MISSED older than the catchup window PT1H"));
        assertThat(future.slots()).containsExactly(entry("2027-01-04T10:30:00Z", "RAN"));
    }

    @Test
    void firesNoMoreOnceRemovedOrClosed() {
        World removed = World.started("2027-01-04T09:00:00Z", DEFAULTS.cron("0 * * * *"));
        World closed = World.started("2027-01-04T09:00:00Z", DEFAULTS.cron("0 * * * *"));

        removed.service.remove(World.WORKFLOW);
        closed.service.close();
        List.of(removed, closed).forEach(world -> world.time.runUntil("2027-01-05T00:00:00Z"));

        assertThat(removed.slots()).isEmpty();
        assertThat(removed.store.all()).isEmpty();
        assertThat(removed.next()).isEqualTo(Optional.empty());
        assertThat(closed.slots()).isEmpty();
        assertThatThrownBy(() -> closed.deploy(2, DEFAULTS.cron("0 * * * *")))
                .isInstanceOf(IllegalStateException.class);
    }
}
