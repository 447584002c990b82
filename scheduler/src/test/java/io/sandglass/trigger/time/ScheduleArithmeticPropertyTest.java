package io.sandglass.trigger.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.spec.TriggerSpec.DstGap;
import io.sandglass.spec.TriggerSpec.DstOverlap;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fault matrix C2: every fire time around clock changes, compared with brute force. */
class ScheduleArithmeticPropertyTest {
    private static final int EXPRESSIONS = 45;

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2027",
        "Europe/London, 2038",
        "Europe/Lisbon, 2100",
        "America/New_York, 2027",
        "America/St_Johns, 2010",
        "America/Sao_Paulo, 2018",
        "America/Asuncion, 2020",
        "America/Santiago, 2027",
        "America/Havana, 2027",
        "Africa/Cairo, 2024",
        "Africa/Casablanca, 2027",
        "Asia/Beirut, 2027",
        "Asia/Gaza, 2026",
        "Asia/Kolkata, 2027",
        "Asia/Pyongyang, 2018",
        "Australia/Lord_Howe, 2027",
        "Antarctica/Troll, 2027",
        "Pacific/Apia, 2011",
        "Pacific/Chatham, 2038",
        "UTC, 2100"
    })
    void agreesWithBruteForceAroundEveryClockChangeOfTheYear(ZoneId zone, int year) {
        Instant end = Instant.parse((year + 1) + "-01-02T00:00:00Z");
        Instant change = Instant.parse(year + "-01-01T00:00:00Z");

        for (int i = 0; i < 4 && change.isBefore(end); i++) {
            compare(zone, change);
            ZoneOffsetTransition next = zone.getRules().nextTransition(change);
            change = next == null
                    ? Instant.parse(year + "-02-28T12:00:00Z").plus(Duration.ofDays(i))
                    : next.getInstant();
        }
    }

    private static void compare(ZoneId zone, Instant around) {
        Random random = new Random(around.getEpochSecond() ^ zone.getId().hashCode());
        Instant from = around.minus(Duration.ofHours(40));
        Instant to = around.plus(Duration.ofHours(60));
        for (int i = 0; i < EXPRESSIONS; i++) {
            RandomCron cron = RandomCron.from(random);
            DstGap gap = DstGap.values()[random.nextInt(2)];
            DstOverlap overlap = DstOverlap.values()[i % 3];
            CalendarOracle oracle = new CalendarOracle(cron.matches(), zone, gap, overlap);

            NavigableSet<Instant> expected = cron.elapsing() ? oracle.elapsing(from, to) : oracle.timesOfDay(from, to);
            NavigableSet<Instant> actual = enumerate(cron.text(), zone, gap, overlap, from, to);

            assertThat(actual)
                    .as("%s in %s, gap %s, overlap %s, from %s", cron.text(), zone, gap, overlap, from)
                    .isEqualTo(expected);
        }
    }

    private static NavigableSet<Instant> enumerate(
            String text, ZoneId zone, DstGap gap, DstOverlap overlap, Instant from, Instant to) {
        NavigableSet<Instant> fires = new TreeSet<>();
        CronExpression cron;
        try {
            cron = CronExpression.parse(text);
        } catch (InvalidCron neverFires) {
            return fires;
        }
        Optional<Instant> next = cron.next(from.minusNanos(1), zone, gap, overlap);
        while (next.isPresent() && next.get().isBefore(to)) {
            fires.add(next.get());
            next = cron.next(next.get(), zone, gap, overlap);
        }
        return fires;
    }
}
