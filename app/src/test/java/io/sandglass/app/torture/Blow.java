package io.sandglass.app.torture;

import io.sandglass.fault.FaultPoint;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * How one round ends.
 *
 * @param after how long the service works before it is killed from outside
 * @param crash what {@code -Dsandglass.crash} is set to; empty for nothing
 * @param starts how many lives it takes; all but the last are killed while they start
 */
record Blow(Manner manner, Duration after, String crash, int starts) {
    enum Manner {
        /** {@code kill -9} at a random time. */
        RANDOM,
        /** The process halts at a named point. */
        POINT,
        /** Several starts are killed before they are done. */
        RECOVERY
    }

    /** A process that does not come by its point is killed after this. */
    private static final Duration POINT_PATIENCE = Duration.ofSeconds(2);

    private static final List<FaultPoint> POINTS = List.of(FaultPoint.values());

    static int points() {
        return POINTS.size();
    }

    /** @param hit labels of points where a process ended already */
    static List<FaultPoint> missed(Set<String> hit) {
        return POINTS.stream().filter(point -> !hit.contains(point.label())).toList();
    }

    /** @param hit labels of points where a process ended already: the others come first, and often */
    static Blow next(Random random, Set<String> hit) {
        Duration after = Duration.ofMillis(50 + random.nextInt(1_450));
        List<FaultPoint> missed = missed(hit);
        int kind = random.nextInt(20);
        if (kind < (missed.isEmpty() ? 8 : 4)) {
            return new Blow(Manner.RANDOM, after, "", 1);
        }
        if (kind < (missed.isEmpty() ? 17 : 18)) {
            List<FaultPoint> choice = missed.isEmpty() || random.nextInt(8) == 0 ? POINTS : missed;
            FaultPoint point = choice.get(random.nextInt(choice.size()));
            return new Blow(Manner.POINT, POINT_PATIENCE, point.label() + ":" + pass(random, point), 1);
        }
        return new Blow(Manner.RECOVERY, after, "", 2 + random.nextInt(4));
    }

    private static int pass(Random random, FaultPoint point) {
        boolean seldom = point.name().contains("ROLL")
                || point.name().contains("SLOT")
                || point.name().contains("TRIGGER");
        boolean once = point.name().startsWith("BACKUP") || point.name().startsWith("RECOVERY");
        return 1 + (once ? 0 : random.nextInt(seldom ? 2 : 15));
    }
}
