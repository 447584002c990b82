package io.sandglass.simulation;

import io.sandglass.history.Observed.Kind;
import java.time.Duration;
import java.util.Map;

/** The last phase of a world: no more faults, people help, and every run has to end. */
final class CalmPhase {
    private static final Duration TRIGGERS_CATCH_UP = Duration.ofMinutes(10);
    private static final Duration MOST = Duration.ofHours(12);
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final World world;
    private boolean begun;
    private boolean over;
    private Map<String, Integer> left = Map.of();
    private long lastWall;

    CalmPhase(World world) {
        this.world = world;
    }

    boolean begun() {
        return begun;
    }

    boolean over() {
        return over;
    }

    /** What the process still held when it was over, by its name. */
    Map<String, Integer> left() {
        return left;
    }

    /** When the triggers were stopped, in epoch milliseconds. */
    long lastWall() {
        return lastWall;
    }

    void begin() {
        begun = true;
        world.trouble().end();
        world.notes().add(Kind.FAULT, "calm sets in");
        world.machine().after(TRIGGERS_CATCH_UP, this::stopTriggers);
        help();
    }

    /** Also triggers may wait for the end of what waits for people. */
    private void help() {
        world.machine().run("people", this::helpNow);
        world.machine().after(LOOK, this::help);
    }

    private void helpNow() {
        if (world.process() != null) {
            world.people().help(world.process());
        }
    }

    private void stopTriggers() {
        lastWall = world.machine().now().toEpochMilli();
        world.lookAtTheClock();
        world.process().stopTriggers();
        look(world.machine().nanos() + MOST.toNanos());
    }

    private void look(long deadline) {
        if (world.store().durable().runs().openRuns().isEmpty()) {
            world.machine().after(LOOK, this::end);
        } else if (world.machine().nanos() > deadline) {
            world.fibers().crash(() -> over = true);
        } else {
            world.machine().after(LOOK, () -> look(deadline));
        }
    }

    private void end() {
        left = world.process().left();
        world.fibers().crash(() -> over = true);
    }
}
