package io.sandglass.trigger.time;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Says a pattern in English. */
final class CronWords {
    private static final int MOST_TIMES = 6;
    private static final Map<String, String> ORDINALS =
            Map.of("1", "first", "2", "second", "3", "third", "4", "fourth", "5", "fifth");

    private CronWords() {}

    static String describe(LocalPattern pattern) {
        String year =
                pattern.years().open() ? "" : " in " + list(pattern.years().text(), word -> word);
        return times(pattern) + days(pattern) + months(pattern.months()) + year;
    }

    private static String times(LocalPattern pattern) {
        FieldValues hours = pattern.hours();
        FieldValues minutes = pattern.minutes();
        FieldValues seconds = pattern.seconds();
        int times = hours.values().cardinality()
                * minutes.values().cardinality()
                * seconds.values().cardinality();
        if (times <= MOST_TIMES) {
            return "at " + join(timesOfDay(pattern));
        }
        String second = seconds.text().equals("0") ? "" : every(seconds, "second") + " of ";
        if (isAll(minutes) && isAll(hours)) {
            return second.isEmpty() ? "every minute" : every(seconds, "second");
        }
        if (minutes.text().equals("0") && second.isEmpty()) {
            return every(hours, "hour");
        }
        return second
                + every(minutes, "minute")
                + (isAll(hours) && minutes.sweeping() ? "" : " of " + every(hours, "hour"));
    }

    private static List<String> timesOfDay(LocalPattern pattern) {
        boolean seconds = !pattern.seconds().text().equals("0");
        return pattern.hours().values().stream()
                .boxed()
                .flatMap(hour -> pattern.minutes().values().stream()
                        .boxed()
                        .flatMap(minute -> pattern.seconds().values().stream()
                                .mapToObj(second -> seconds
                                        ? "%02d:%02d:%02d".formatted(hour, minute, second)
                                        : "%02d:%02d".formatted(hour, minute))))
                .toList();
    }

    private static String every(FieldValues field, String unit) {
        if (isAll(field)) {
            return "every " + unit;
        }
        if (field.text().startsWith("*/")) {
            return "every " + field.text().substring(2) + " " + unit + "s";
        }
        return unit + " " + list(field.text(), word -> word);
    }

    private static String days(LocalPattern pattern) {
        FieldValues ofMonth = pattern.daysOfMonth();
        FieldValues ofWeek = pattern.daysOfWeek();
        if (isAll(ofMonth) && isAll(ofWeek)) {
            return pattern.elapsing() ? "" : " every day";
        }
        if (isAll(ofWeek)) {
            return " on " + dayOfMonth(ofMonth);
        }
        if (isAll(ofMonth)) {
            return " on " + list(ofWeek.text(), CronWords::dayOfWeek);
        }
        String or = ofMonth.open() || ofWeek.open() ? " if it is " : " or on ";
        return " on " + dayOfMonth(ofMonth) + or + list(ofWeek.text(), CronWords::dayOfWeek);
    }

    private static String dayOfMonth(FieldValues field) {
        if (field.text().startsWith("*/")) {
            return "every " + field.text().substring(2) + " days of the month";
        }
        return list(field.text(), CronWords::dayOfMonthWord);
    }

    private static String dayOfMonthWord(String word) {
        if (word.equals("L")) {
            return "the last day of the month";
        }
        if (word.equals("LW")) {
            return "the last weekday of the month";
        }
        if (word.startsWith("L-")) {
            return word.substring(2) + " days before the last day of the month";
        }
        return word.endsWith("W")
                ? "the weekday nearest to day " + word.substring(0, word.length() - 1) + " of the month"
                : "day " + word + " of the month";
    }

    private static String dayOfWeek(String word) {
        int hash = word.indexOf('#');
        if (hash >= 0) {
            return "the " + ORDINALS.get(word.substring(hash + 1)) + " " + dayName(word.substring(0, hash))
                    + " of the month";
        }
        return word.endsWith("L")
                ? "the last " + dayName(word.substring(0, word.length() - 1)) + " of the month"
                : dayName(word);
    }

    private static String dayName(String word) {
        if (!word.matches("\\d|[A-Z]{3}")) {
            return "days " + word;
        }
        int value = FieldReader.value(CronField.DAY_OF_WEEK, word);
        return DayOfWeek.of(value == 0 ? 7 : value).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static String months(FieldValues months) {
        return isAll(months) ? "" : " in " + list(months.text(), CronWords::month);
    }

    private static String month(String word) {
        return word.matches("\\d{1,2}|[A-Z]{3}")
                ? Month.of(FieldReader.value(CronField.MONTH, word)).getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                : "months " + word;
    }

    private static boolean isAll(FieldValues field) {
        return field.text().equals("*") || field.text().equals("?");
    }

    private static String list(String text, UnaryOperator<String> words) {
        return join(Arrays.stream(text.split(","))
                .map(part -> part.matches("\\w+-\\w+") && !part.startsWith("L-")
                        ? words.apply(part.substring(0, part.indexOf('-'))) + " to "
                                + words.apply(part.substring(part.indexOf('-') + 1))
                        : words.apply(part))
                .toList());
    }

    private static String join(List<String> words) {
        if (words.size() == 1) {
            return words.get(0);
        }
        String first = words.subList(0, words.size() - 1).stream().collect(Collectors.joining(", "));
        return first + " and " + words.get(words.size() - 1);
    }
}
