package io.sandglass.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.LaunchResult;
import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.TriggerSpec;
import io.sandglass.spec.TriggerSpec.CatchUp;
import io.sandglass.spec.TriggerSpec.Overlap;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.trigger.time.DailyOracle;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise P2 over a whole day: each fire time that brute force finds has one record, and there is no other record. */
class DaySimulationTest {
    private static final int WORKFLOWS = 100;
    private static final int WORKFLOWS_OF_A_BAD_DAY = 30;
    private static final int TRIGGERS = 10;

    private final Map<WorkflowKey, Map<String, TriggerSpec>> triggers = new LinkedHashMap<>();
    private final Map<TriggerKey, Set<Instant>> expected = new HashMap<>();
    private int revision = 1;

    @ParameterizedTest
    @CsvSource({"1, 2027-01-04", "2, 2027-03-28", "3, 2027-10-31", "4, 2027-11-07"})
    void everyFireTimeOfAQuietDayHasItsRun(long seed, String day) {
        Random random = new Random(seed);
        World world = given(random, day, WORKFLOWS);

        world.time.runUntil(end(day).plus(Duration.ofMinutes(1)));

        assertRecorded(world, end(day));
        assertThat(world.store.records()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"11, 2027-01-04", "12, 2027-03-28", "13, 2027-10-31", "14, 2027-11-07", "15, 2027-02-28"})
    void everyFireTimeOfABadDayHasOneRecord(long seed, String day) {
        Random random = new Random(seed);
        World world = given(random, day, WORKFLOWS_OF_A_BAD_DAY);

        while (world.time.now().isBefore(end(day))) {
            mishap(world, random);
            world.time.runUntil(world.time.now().plusSeconds(random.nextInt(7_200)));
        }
        world.time.runUntil(end(day).plus(Duration.ofHours(3)));

        assertRecorded(world, end(day));
        Set<SlotKey> twice = new HashSet<>(world.launcher.started().keySet());
        twice.retainAll(world.store.records().keySet());
        assertThat(twice).isEmpty();
    }

    private World given(Random random, String day, int workflows) {
        Instant start = Instant.parse(day + "T00:00:00Z");
        World world = new World(start.toString());
        for (int w = 0; w < workflows; w++) {
            WorkflowKey workflow = new WorkflowKey("shop", "w" + w);
            Map<String, TriggerSpec> specs = new LinkedHashMap<>();
            for (int t = 0; t < TRIGGERS; t++) {
                DailyOracle drawn = DailyOracle.draw(random, options(random).options(), start, end(day));
                specs.put("t" + t, drawn.trigger());
                expected.put(new TriggerKey(workflow, "t" + t), drawn.fireTimes());
            }
            triggers.put(workflow, specs);
        }
        deploy(world);
        world.service.start();
        return world;
    }

    private static Triggers options(Random random) {
        return Triggers.DEFAULTS
                .overlap(Overlap.values()[random.nextInt(2)])
                .jitter(Duration.ofSeconds(random.nextInt(3) * 20L))
                .catchUp(CatchUp.values()[random.nextInt(3)], Duration.ofMinutes(random.nextInt(120)), 3);
    }

    private void mishap(World world, Random random) {
        Duration pause = Duration.ofSeconds(random.nextInt(3_600));
        switch (random.nextInt(6)) {
            case 0 -> restart(world, pause);
            case 1 -> {
                world.store.forgetful(true);
                world.time.runUntil(world.time.now().plus(pause));
                restart(world, Duration.ZERO);
                world.store.forgetful(false);
            }
            case 2 -> {
                world.launcher.answers(new LaunchResult.Rejected("too many runs are open"));
                world.time.runUntil(world.time.now().plus(pause));
                world.launcher.works();
            }
            case 3 -> {
                world.store.down(true);
                world.time.runUntil(world.time.now().plus(pause));
                world.store.down(false);
            }
            case 4 ->
                world.time.jumpTo(world.time
                        .now()
                        .plus(random.nextBoolean() ? pause : pause.negated())
                        .toString());
            default -> {
                revision++;
                deploy(world);
            }
        }
    }

    private void restart(World world, Duration down) {
        world.crash();
        world.time.runUntil(world.time.now().plus(down));
        world.service = new TriggerService(world.launcher, world.store, world.pauses, world.time, world.time);
        deploy(world);
        world.service.start();
    }

    private void deploy(World world) {
        triggers.forEach((workflow, specs) -> world.service.deploy(workflow, revision, specs));
    }

    private void assertRecorded(World world, Instant end) {
        Map<TriggerKey, Set<Instant>> recorded = recorded(world, end);
        assertThat(recorded.keySet()).isEqualTo(expected.keySet());
        expected.forEach((trigger, fireTimes) -> assertThat(recorded.get(trigger))
                .as("%s %s", trigger, triggers.get(trigger.workflow()).get(trigger.name()))
                .isEqualTo(fireTimes));
    }

    private static Map<TriggerKey, Set<Instant>> recorded(World world, Instant end) {
        Map<TriggerKey, Set<Instant>> slots = new HashMap<>();
        Set<SlotKey> all = new HashSet<>(world.store.records().keySet());
        all.addAll(world.launcher.started().keySet());
        world.store.all().forEach(row -> slots.put(row.key(), new HashSet<>()));
        all.stream()
                .filter(slot -> slot.fireTime().isBefore(end))
                .forEach(slot -> slots.get(slot.trigger()).add(slot.fireTime()));
        return slots;
    }

    private static Instant end(String day) {
        return Instant.parse(day + "T23:00:00Z");
    }
}
