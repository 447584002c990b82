package io.sandglass.trigger.quartz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.spec.TriggerSpec.DstGap;
import io.sandglass.spec.TriggerSpec.DstOverlap;
import io.sandglass.trigger.time.CronExpression;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quartz's own cron beside ours: alike on ordinary days, and the reason why we do not use it on the others. */
class QuartzCronTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 30 2 * * ?         | 0 30 2 * * *",
                "0 0/15 * * * ?       | */15 * * * *",
                "0 0 9-17 ? * MON-FRI | 0 9-17 * * MON-FRI",
                "30 5 4 1,15 * ?      | 30 5 4 1,15 * ?",
                "0 0 12 L * ?         | 0 12 L * *",
                "0 0 12 L-3 * ?       | 0 12 L-3 * *",
                "0 0 12 LW * ?        | 0 12 LW * *",
                "0 0 12 15W * ?       | 0 12 15W * *",
                "0 0 12 1W * ?        | 0 12 1W * *",
                "0 0 12 ? * 6L        | 0 12 * * 5L",
                "0 0 12 ? * FRI#2     | 0 12 * * FRI#2",
                "0 0 12 ? * MON#5     | 0 12 * * MON#5",
                "0 0 0 29 2 ?         | 0 0 29 2 *",
                "0 0 0 31 * ?         | 0 0 31 * *",
                "0 0 22-2 * * ?       | 0 22-2 * * *",
                "0 0 6 ? NOV-FEB SUN  | 0 6 * NOV-FEB SUN",
                "*/7 * * * * ?        | */7 * * * * *",
                "0 3/20 5 * * ?       | 3/20 5 * * *",
                "0 0 0 1 1 ? 2028-2040/4 | 0 0 0 1 1 ? 2028-2040/4",
            })
    void agreesWithOursInUtc(String quartz, String ours) throws ParseException {
        Instant start = Instant.parse("2027-01-01T00:00:00Z");

        assertThat(ours(ours, start, ZoneId.of("UTC"), 15)).isEqualTo(quartz(quartz, start, ZoneId.of("UTC"), 15));
    }

    @Test
    void skipsADailyRunOnTheSpringDay() throws ParseException {
        Instant saturday = Instant.parse("2027-03-27T00:00:00Z");

        assertThat(quartz("0 30 2 * * ?", saturday, BERLIN, 2))
                .containsExactly(Instant.parse("2027-03-27T01:30:00Z"), Instant.parse("2027-03-29T00:30:00Z"));
        assertThat(ours("30 2 * * *", saturday, BERLIN, 3))
                .containsExactly(
                        Instant.parse("2027-03-27T01:30:00Z"),
                        Instant.parse("2027-03-28T01:00:00Z"),
                        Instant.parse("2027-03-29T00:30:00Z"));
    }

    @Test
    void leavesAHoleInAHalfHourlyRhythmInAutumn() throws ParseException {
        Instant night = Instant.parse("2027-10-30T22:00:00Z");

        assertThat(longestGap(quartz("0 0/30 * * * ?", night, BERLIN, 12))).isEqualTo(Duration.ofMinutes(90));
        assertThat(longestGap(ours("*/30 * * * *", night, BERLIN, 12))).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void acceptsWhatNeverFires() throws ParseException {
        assertThat(new org.quartz.CronExpression("0 0 0 31 2 ?").getNextValidTimeAfter(new Date(0)))
                .isNull();
        assertThatThrownBy(() -> CronExpression.parse("0 0 0 31 2 ?")).hasMessageContaining("never fires");
    }

    @ParameterizedTest
    @CsvSource({"30 2 * * *", "@daily", "0 0 0 13 * FRI"})
    void refusesWhatIsUsualElsewhere(String expression) {
        assertThatThrownBy(() -> new org.quartz.CronExpression(expression)).isInstanceOf(ParseException.class);
        assertThat(CronExpression.parse(expression)).hasToString(expression);
    }

    private static List<Instant> quartz(String text, Instant after, ZoneId zone, int count) throws ParseException {
        org.quartz.CronExpression cron = new org.quartz.CronExpression(text);
        cron.setTimeZone(TimeZone.getTimeZone(zone));
        List<Instant> fires = new ArrayList<>();
        Date next = cron.getNextValidTimeAfter(Date.from(after));
        while (next != null && fires.size() < count) {
            fires.add(next.toInstant());
            next = cron.getNextValidTimeAfter(next);
        }
        return fires;
    }

    private static List<Instant> ours(String text, Instant after, ZoneId zone, int count) {
        CronExpression cron = CronExpression.parse(text);
        List<Instant> fires = new ArrayList<>();
        var next = cron.next(after, zone, DstGap.SHIFT, DstOverlap.FIRST);
        while (next.isPresent() && fires.size() < count) {
            fires.add(next.get());
            next = cron.next(next.get(), zone, DstGap.SHIFT, DstOverlap.FIRST);
        }
        return fires;
    }

    private static Duration longestGap(List<Instant> fires) {
        Duration longest = Duration.ZERO;
        for (int i = 1; i < fires.size(); i++) {
            Duration gap = Duration.between(fires.get(i - 1), fires.get(i));
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return longest;
    }
}
