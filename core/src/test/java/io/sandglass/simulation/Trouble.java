package io.sandglass.simulation;

import io.sandglass.fault.FaultPoint;
import io.sandglass.history.Observed.Kind;
import io.sandglass.simulation.Swarm.Fault;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What comes over a process from outside: crashes, a clock that is set, a machine that stalls, a store that is away. */
final class Trouble {
    private static final Duration BETWEEN_AIMS = Duration.ofMinutes(3);
    private static final int MOST_CRASHES = 40;
    private static final int LATEST_PASS = 200;
    private static final Duration BETWEEN_OUTAGES = Duration.ofMinutes(15);
    private static final Duration BETWEEN_JUMPS = Duration.ofMinutes(25);
    private static final Duration WOBBLE = Duration.ofMillis(500);

    private final World world;
    private final Map<FaultPoint, Long> hits = new EnumMap<>(FaultPoint.class);
    private FaultPoint aim = FaultPoint.RECOVERY_BEFORE;
    private long passesToCrash;
    private int crashesInRecovery;
    private int crashes;

    Trouble(World world) {
        this.world = world;
    }

    /** It comes anew to each process. */
    void visit() {
        on(Fault.CRASH_AT_RANDOM_TIMES, world.swarm().meanUptime(), this::crash);
        on(Fault.CRASH_AT_FAULT_POINTS, BETWEEN_AIMS, this::aim);
        on(Fault.STORE_OUTAGE, BETWEEN_OUTAGES, this::outage);
        on(Fault.CLOCK_JUMPS_BACK, BETWEEN_JUMPS, () -> jump(Duration.ofHours(-1)));
        on(Fault.CLOCK_JUMPS_FORWARD, BETWEEN_JUMPS, this::jumpForward);
        on(Fault.CLOCK_WOBBLES, Duration.ofSeconds(30), this::wobble);
        on(Fault.LONG_PAUSE, BETWEEN_JUMPS, this::pause);
    }

    /** Passes of each point. */
    Map<FaultPoint, Long> hits() {
        return hits;
    }

    void at(FaultPoint point) {
        world.dieIfDead();
        hits.merge(point, 1L, Long::sum);
        boolean recovery = world.recovering();
        if (recovery && crashesInRecovery > 0 && world.chance().happens(0.3)) {
            crashesInRecovery--;
            throw world.crash("during recovery at " + point.label());
        }
        if (point == aim && --passesToCrash == 0) {
            throw world.crash("at " + point.label());
        }
    }

    /** A process died. */
    void afterCrash() {
        crashes++;
        passesToCrash = 0;
        boolean again = crashesInRecovery == 0 && world.has(Fault.CRASH_DURING_RECOVERY);
        if (again && world.chance().happens(0.3)) {
            crashesInRecovery = world.chance().between(1, 5);
        }
        if (world.has(Fault.CLOCK_JUMPS_BACK) && world.chance().happens(0.05)) {
            jump(Duration.ofHours(-1));
        }
    }

    /** From now on there is none. */
    void end() {
        crashesInRecovery = 0;
        passesToCrash = 0;
    }

    private void on(Fault fault, Duration mean, Runnable action) {
        if (world.has(fault)) {
            world.often(mean, action);
        }
    }

    private void crash() {
        if (crashes < MOST_CRASHES) {
            throw world.crash("at a random time");
        }
    }

    private void aim() {
        if (crashes < MOST_CRASHES) {
            aim = world.chance().pick(List.of(FaultPoint.values()));
            passesToCrash = world.chance()
                    .between(Duration.ofMillis(1), Duration.ofMillis(LATEST_PASS))
                    .toMillis();
        }
    }

    private void outage() {
        Duration length = world.chance().between(Duration.ofMillis(100), Duration.ofMinutes(5));
        world.notes().add(Kind.FAULT, "the store is away for " + length);
        world.store().weather().outage(length);
    }

    private void jumpForward() {
        jump(world.chance().happens(0.1) ? Duration.ofDays(2) : Duration.ofHours(1));
    }

    private void jump(Duration shift) {
        world.notes().add(Kind.FAULT, "the clock jumps by " + shift);
        world.jump(shift);
    }

    private void wobble() {
        world.jump(world.chance().happens(0.5) ? WOBBLE : WOBBLE.negated());
    }

    private void pause() {
        world.notes().add(Kind.FAULT, "everything stands still for 30 s");
        world.machine().pause(Duration.ofSeconds(30));
    }
}
