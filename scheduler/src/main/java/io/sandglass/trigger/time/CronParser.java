package io.sandglass.trigger.time;

import io.sandglass.migration.Suggestion;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the text of a cron expression. */
final class CronParser {
    private static final int LONGEST = 1_000;
    private static final Map<String, String> NICKNAMES = Map.of(
            "@YEARLY", "0 0 1 1 *",
            "@ANNUALLY", "0 0 1 1 *",
            "@MONTHLY", "0 0 1 * *",
            "@WEEKLY", "0 0 * * 0",
            "@DAILY", "0 0 * * *",
            "@MIDNIGHT", "0 0 * * *",
            "@HOURLY", "0 * * * *");

    private CronParser() {}

    static LocalPattern parse(String text) {
        if (text.length() > LONGEST) {
            throw new InvalidCron("the cron expression has " + text.length() + " characters; allowed are " + LONGEST
                    + "; split it into several triggers");
        }
        LocalPattern pattern = pattern(fields(text.trim().toUpperCase(Locale.ROOT)));
        if (pattern.nextFrom(LocalDateTime.of(CronField.YEAR.min, 1, 1, 0, 0)).isEmpty()) {
            throw new InvalidCron(
                    "the cron expression '" + text + "' never fires: no date from 1970 to 2199 has the day"
                            + " of month '" + pattern.daysOfMonth().text() + "' in the month '"
                            + pattern.months().text() + "'; write L for the last day of a month");
        }
        return pattern;
    }

    /** Always seven texts, seconds first. */
    private static List<String> fields(String text) {
        List<String> fields = new ArrayList<>(Arrays.asList(expand(text).split("\\s+")));
        if (fields.size() < 5 || fields.size() > 7 || text.isEmpty()) {
            throw new InvalidCron(
                    "a cron expression has 5 fields (minute, hour, day of month, month, day of week), 6 with"
                            + " seconds in front, 7 with a year at the end, but this one has "
                            + (text.isEmpty() ? 0 : fields.size()) + "; for example '30 2 * * MON-FRI'");
        }
        if (fields.size() == 5) {
            fields.add(0, "0");
        }
        if (fields.size() == 6) {
            fields.add("*");
        }
        return fields;
    }

    private static String expand(String text) {
        if (!text.startsWith("@")) {
            return text;
        }
        String expression = NICKNAMES.get(text);
        if (expression == null) {
            throw new InvalidCron("the nickname '" + text.toLowerCase(Locale.ROOT) + "' does not exist; "
                    + Suggestion.nearest(text, NICKNAMES.keySet())
                            .map(name -> "did you mean " + name.toLowerCase(Locale.ROOT) + "?")
                            .orElse("there are @yearly, @annually, @monthly, @weekly, @daily, @midnight and @hourly"));
        }
        return expression;
    }

    private static LocalPattern pattern(List<String> fields) {
        List<FieldValues> read = new ArrayList<>();
        for (CronField field : CronField.values()) {
            read.add(FieldReader.read(field, fields.get(field.ordinal())));
        }
        return new LocalPattern(
                read.get(0), read.get(1), read.get(2), read.get(3), read.get(4), read.get(5), read.get(6));
    }
}
