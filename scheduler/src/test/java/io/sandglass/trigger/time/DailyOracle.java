package io.sandglass.trigger.time;

import io.sandglass.spec.TriggerSpec;
import io.sandglass.spec.TriggerSpec.DstGap;
import io.sandglass.spec.TriggerSpec.DstOverlap;
import io.sandglass.spec.TriggerSpec.TriggerOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A random trigger together with its fire times by brute force.
 *
 * @param fireTimes those after its first deployment
 */
public record DailyOracle(TriggerSpec trigger, Set<Instant> fireTimes) {
    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Berlin",
            "Europe/London",
            "America/New_York",
            "America/Havana",
            "Asia/Kolkata",
            "Pacific/Auckland");

    /** Draws a trigger that is deployed at {@code start}. */
    public static DailyOracle draw(Random random, TriggerOptions options, Instant start, Instant end) {
        return switch (random.nextInt(10)) {
            case 0 -> once(start.plusMillis(random.nextInt(86_400_000)), options, end);
            case 1, 2 -> interval(Duration.ofMillis(300_000 + random.nextInt(20_000_000)), options, start, end);
            default -> cron(random, options, start, end);
        };
    }

    private static DailyOracle once(Instant at, TriggerOptions options, Instant end) {
        return new DailyOracle(new TriggerSpec.Once("t", at, options), at.isBefore(end) ? Set.of(at) : Set.of());
    }

    private static DailyOracle interval(Duration every, TriggerOptions options, Instant start, Instant end) {
        Set<Instant> fires = new TreeSet<>();
        for (Instant at = start.plus(every); at.isBefore(end); at = at.plus(every)) {
            fires.add(at);
        }
        return new DailyOracle(new TriggerSpec.Interval("t", every, options), fires);
    }

    private static DailyOracle cron(Random random, TriggerOptions options, Instant start, Instant end) {
        RandomCron cron = RandomCron.from(random);
        ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        DstGap gap = DstGap.values()[random.nextInt(2)];
        DstOverlap overlap = DstOverlap.values()[random.nextInt(3)];
        if (new StandardCronSyntax().problem(cron.text(), zone).isPresent()) {
            return cron(random, options, start, end);
        }
        CalendarOracle oracle = new CalendarOracle(cron.matches(), zone, gap, overlap);
        Set<Instant> fires = cron.elapsing() ? oracle.elapsing(start, end) : oracle.timesOfDay(start, end);
        fires.remove(start);
        return new DailyOracle(new TriggerSpec.Cron("t", cron.text(), zone, gap, overlap, options), fires);
    }
}
