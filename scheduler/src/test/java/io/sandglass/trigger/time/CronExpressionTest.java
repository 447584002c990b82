package io.sandglass.trigger.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.spec.TriggerSpec.DstGap;
import io.sandglass.spec.TriggerSpec.DstOverlap;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronExpressionTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 2 * * *           | 2027-01-01T02:30:00Z | 2027-01-02T02:30:00Z",
                "*/20 * * * *         | 2027-01-01T00:20:00Z | 2027-01-01T00:40:00Z",
                "15 30 2 * * *        | 2027-01-01T02:30:15Z | 2027-01-02T02:30:15Z",
                "0 0 12 1 1 ? 2030    | 2030-01-01T12:00:00Z | -",
                "@hourly              | 2027-01-01T01:00:00Z | 2027-01-01T02:00:00Z",
                "@Daily               | 2027-01-02T00:00:00Z | 2027-01-03T00:00:00Z",
                "@midnight            | 2027-01-02T00:00:00Z | 2027-01-03T00:00:00Z",
                "@weekly              | 2027-01-03T00:00:00Z | 2027-01-10T00:00:00Z",
                "@monthly             | 2027-02-01T00:00:00Z | 2027-03-01T00:00:00Z",
                "@yearly              | 2028-01-01T00:00:00Z | 2029-01-01T00:00:00Z",
                "@annually            | 2028-01-01T00:00:00Z | 2029-01-01T00:00:00Z",
                "0 9 * * mon-Fri      | 2027-01-01T09:00:00Z | 2027-01-04T09:00:00Z",
                "0 9 * * FRI-MON      | 2027-01-01T09:00:00Z | 2027-01-02T09:00:00Z",
                "0 9 * * 7            | 2027-01-03T09:00:00Z | 2027-01-10T09:00:00Z",
                "0 9 * * 5-7          | 2027-01-01T09:00:00Z | 2027-01-02T09:00:00Z",
                "0 0 9 ? * 2          | 2027-01-05T09:00:00Z | 2027-01-12T09:00:00Z",
                "0 22-2/2 * * *       | 2027-01-01T02:00:00Z | 2027-01-01T22:00:00Z",
                "3/25 5 * * *         | 2027-01-01T05:03:00Z | 2027-01-01T05:28:00Z",
                "0 0 L * *            | 2027-01-31T00:00:00Z | 2027-02-28T00:00:00Z",
                "0 0 L-3 * *          | 2027-01-28T00:00:00Z | 2027-02-25T00:00:00Z",
                "0 0 LW * *           | 2027-01-29T00:00:00Z | 2027-02-26T00:00:00Z",
                "0 0 1W * *           | 2027-02-01T00:00:00Z | 2027-03-01T00:00:00Z",
                "0 0 1W 5 *           | 2027-05-03T00:00:00Z | 2028-05-01T00:00:00Z",
                "0 0 15W * *          | 2027-01-15T00:00:00Z | 2027-02-15T00:00:00Z",
                "0 0 31W 1,10 *       | 2027-01-29T00:00:00Z | 2027-10-29T00:00:00Z",
                "0 0 * * FRIL         | 2027-01-29T00:00:00Z | 2027-02-26T00:00:00Z",
                "0 0 * * 5L           | 2027-01-29T00:00:00Z | 2027-02-26T00:00:00Z",
                "0 0 * * MON#2        | 2027-01-11T00:00:00Z | 2027-02-08T00:00:00Z",
                "0 0 * * SUN#5        | 2027-01-31T00:00:00Z | 2027-05-30T00:00:00Z",
                "0 0 10 * MON         | 2027-01-04T00:00:00Z | 2027-01-10T00:00:00Z",
                "0 0 */10 * MON       | 2027-01-11T00:00:00Z | 2027-02-01T00:00:00Z",
                "0 0 29 2 *           | 2028-02-29T00:00:00Z | 2032-02-29T00:00:00Z",
                "0 0 1,L * ?          | 2027-01-31T00:00:00Z | 2027-02-01T00:00:00Z",
            })
    void firesWhenItSays(String cron, Instant first, String second) {
        Instant newYear = Instant.parse("2027-01-01T00:00:00Z");

        Optional<Instant> one = next(cron, newYear, ZoneOffset.UTC);
        Optional<Instant> two = one.flatMap(time -> next(cron, time, ZoneOffset.UTC));

        assertThat(one).contains(first);
        assertThat(two).isEqualTo(second.equals("-") ? Optional.empty() : Optional.of(Instant.parse(second)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "61 * * * *        | minute '61' is out of range; allowed is 0-59; for a longer rhythm use an interval",
                "60 * * * *        | minute '60' is out of range; allowed is 0-59; write 0",
                "99 * * * * *      | second '99' is out of range; allowed is 0-59",
                "0 24 * * *        | hour '24' is out of range; allowed is 0-23; write 0 for midnight",
                "0 0 32 * *        | day of month '32' is out of range; allowed is 1-31; write L for the last",
                "0 0 0 * *         | day of month '0' is out of range; allowed is 1-31; write 1 for the first day",
                "0 0 * 13 *        | month '13' is out of range; allowed is 1-12 or JAN-DEC",
                "0 0 * JNA *       | month 'JNA' is not understood; allowed is 1-12 or JAN-DEC; did you mean JAN?",
                "0 0 * * 8         | day of week '8' is out of range; allowed is 0-7 (0 and 7 are Sunday) or SUN-SAT",
                "0 0 * * MO        | day of week 'MO' is not understood; allowed is 0-7",
                "0 0 * * MNO       | day of week 'MNO' is not understood; allowed is 0-7 (0 and 7 are Sunday) or SUN-SAT; did you mean MON?",
                "0 0 0 1 1 ? 1969  | year '1969' is out of range; allowed is 1970-2199",
                "0 0 0 1 1 ? 2030-2027 | year '2030-2027' runs backwards; write 2027-2030",
                "*/0 * * * *       | minute '*/0' has the step '0'; a step is 1-60",
                "*/90 * * * *      | minute '*/90' has the step '90'; a step is 1-60, and what should happen every so often regardless of the calendar is an interval trigger",
                "*/x * * * *       | minute '*/X' has the step 'X'",
                "1,,2 * * * *      | minute '1,,2' has an empty entry; remove the comma that is too many; allowed is 0-59",
                "5- * * * *        | minute '' is not understood; allowed is 0-59; complete the range or remove the dash",
                "? * * * *         | minute '?' is not understood; allowed is 0-59; write values",
                "0 0 L-31 * *      | day of month 'L-31' is not understood; L-n is n days before the last day, with n 0-30",
                "0 0 32W * *       | day of month '32' is out of range",
                "0 0 * * L         | day of week 'L' does not say which day; write SAT for Saturday, or a day and L, as in FRIL",
                "0 0 * * MON#6     | day of week 'MON#6' asks for number '6' in the month; allowed is 1-5, as in MON#2",
                "0 0 31 2 *        | never fires: no date from 1970 to 2199 has the day of month '31' in the month '2'; write L",
                "0 0 0 31 2 ?      | never fires",
                "0 0 0 29 2 ? 2027 | never fires",
                "* * * *           | has 5 fields (minute, hour, day of month, month, day of week), 6 with seconds in front, 7 with a year at the end, but this one has 4; for example",
                "* * * * * * * *   | but this one has 8",
                "''                | but this one has 0",
                "@dayly            | nickname '@dayly' does not exist; did you mean @daily?",
                "@reboot           | nickname '@reboot' does not exist; there are @yearly",
            })
    void refusesWithFieldValueRangeAndRemedy(String cron, String message) {
        assertThatThrownBy(() -> CronExpression.parse(cron))
                .isInstanceOf(InvalidCron.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesALongTextWithoutReadingIt() {
        assertThatThrownBy(() -> CronExpression.parse("0,".repeat(600) + "0 * * * *"))
                .hasMessageContaining("allowed are 1000");
    }

    @Test
    void firesEvery30RealMinutesThroughBothChanges() {
        for (String day : List.of("2027-03-28", "2027-10-31")) {
            Instant midnight = Instant.parse(day + "T00:00:00Z").minusSeconds(7_200);

            assertThat(gapsInMinutes("*/30 * * * *", midnight, 20)).containsOnly(30L);
            assertThat(gapsInMinutes("0 * * * *", midnight, 20)).containsOnly(60L);
            assertThat(gapsInMinutes("30 * * * *", midnight, 20)).containsOnly(60L);
            assertThat(gapsInMinutes("0 */2 * * *", midnight, 10)).allMatch(minutes -> minutes <= 120);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2027-03-28, SHIFT, FIRST,  2027-03-28T01:00:00Z, 2027-03-29T00:30:00Z",
        "2027-03-28, SKIP,  FIRST,  2027-03-29T00:30:00Z, 2027-03-30T00:30:00Z",
        "2027-10-31, SHIFT, FIRST,  2027-10-31T00:30:00Z, 2027-11-01T01:30:00Z",
        "2027-10-31, SHIFT, SECOND, 2027-10-31T01:30:00Z, 2027-11-01T01:30:00Z",
        "2027-10-31, SHIFT, BOTH,   2027-10-31T00:30:00Z, 2027-10-31T01:30:00Z",
    })
    void obeysTheRulesForATimeOfDayInAGapOrOverlap(
            String day, DstGap gap, DstOverlap overlap, Instant first, Instant second) {
        CronExpression cron = CronExpression.parse("30 2 * * *");
        Instant before = Instant.parse(day + "T00:00:00Z").minusSeconds(7_200);

        Instant one = cron.next(before, BERLIN, gap, overlap).orElseThrow();
        Instant two = cron.next(one, BERLIN, gap, overlap).orElseThrow();

        assertThat(List.of(one, two)).containsExactly(first, second);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,       0 */2 * * *, 2027-03-27T22:30:00Z, 2027-03-27T23:00:00Z 2027-03-28T01:00:00Z 2027-03-28T02:00:00Z",
        "Europe/Berlin,       0 */2 * * *, 2027-10-30T21:30:00Z, 2027-10-30T22:00:00Z 2027-10-31T00:00:00Z 2027-10-31T01:00:00Z",
        "Australia/Lord_Howe, 0 * * * *,   2027-10-02T14:00:00Z, 2027-10-02T14:30:00Z 2027-10-02T15:30:00Z 2027-10-02T16:00:00Z",
        "Australia/Lord_Howe, 0 * * * *,   2027-04-03T13:30:00Z, 2027-04-03T14:00:00Z 2027-04-03T15:30:00Z 2027-04-03T16:30:00Z",
    })
    void keepsARhythmThroughAChange(ZoneId zone, String cron, Instant after, String expected) {
        List<String> fires = new ArrayList<>();
        Instant last = after;
        for (int i = 0; i < 3; i++) {
            last = next(cron, last, zone).orElseThrow();
            fires.add(last.toString());
        }

        assertThat(String.join(" ", fires)).isEqualTo(expected);
    }

    @Test
    void endsWhenItsYearsEnd() {
        assertThat(next("0 0 0 1 1 ? 2020", Instant.parse("2026-01-01T00:00:00Z"), BERLIN))
                .isEmpty();
        assertThat(next("* * * * *", Instant.MAX.minusSeconds(5), BERLIN)).isEmpty();
        assertThat(next("* * * * *", Instant.MIN, BERLIN)).isPresent();
    }

    @Test
    void searchesInBoundedTimeWhenTheClocksAlwaysJumpOverIt() {
        CronExpression cron = CronExpression.parse("30 2 * 3 SUNL");
        Instant after = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(cron.next(after, BERLIN, DstGap.SKIP, DstOverlap.FIRST)).isEmpty();
        assertThat(cron.next(after, BERLIN, DstGap.SHIFT, DstOverlap.FIRST))
                .contains(Instant.parse("2026-03-29T01:00:00Z"));
    }

    @Test
    void knowsThat2100IsNoLeapYear() {
        assertThat(next("0 0 29 2 *", Instant.parse("2096-03-01T00:00:00Z"), ZoneOffset.UTC))
                .contains(Instant.parse("2104-02-29T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 2 * * *            | at 02:30 every day",
                "30 2 * * MON-FRI      | at 02:30 on Monday to Friday",
                "0 9,17 * * *          | at 09:00 and 17:00 every day",
                "*/15 * * * *          | every 15 minutes",
                "* * * * *             | every minute",
                "* * * * * *           | every second",
                "@hourly               | every hour",
                "5 * * * *             | minute 5 of every hour",
                "0 */2 * * *           | every 2 hours",
                "*/10 8-18 * * 1-5     | every 10 minutes of hour 8 to 18 on Monday to Friday",
                "0 0 L * *             | at 00:00 on the last day of the month",
                "0 0 1,15W 1 *         | at 00:00 on day 1 of the month and the weekday nearest to day 15 of the month in January",
                "0 0 * * FRIL          | at 00:00 on the last Friday of the month",
                "0 0 13 * FRI          | at 00:00 on day 13 of the month or on Friday",
                "0 0 12 * JAN MON#2 2027 | at 12:00 on the second Monday of the month in January in 2027",
            })
    void saysItInWords(String cron, String words) {
        assertThat(CronExpression.parse(cron).describe()).isEqualTo(words);
    }

    @Test
    void tellsTheReaderWhatIsWrong() {
        StandardCronSyntax syntax = new StandardCronSyntax();

        assertThat(syntax.problem("0 0 * * *", BERLIN)).isEmpty();
        assertThat(syntax.problem("0 25 * * *", BERLIN).orElseThrow()).startsWith("the hour '25' is out of range");
    }

    private static Optional<Instant> next(String cron, Instant after, ZoneId zone) {
        return CronExpression.parse(cron).next(after, zone, DstGap.SHIFT, DstOverlap.FIRST);
    }

    private static List<Long> gapsInMinutes(String cron, Instant from, int count) {
        List<Long> gaps = new ArrayList<>();
        Instant last = next(cron, from, BERLIN).orElseThrow();
        for (int i = 0; i < count; i++) {
            Instant next = next(cron, last, BERLIN).orElseThrow();
            gaps.add(java.time.Duration.between(last, next).toMinutes());
            last = next;
        }
        return gaps;
    }
}
