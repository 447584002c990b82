package io.sandglass.trigger.time;

import java.time.DayOfWeek;
import java.util.Optional;

/** Reads the letters of the day fields: {@code L}, {@code L-3}, {@code LW}, {@code 15W}, {@code FRIL}, {@code MON#2}. */
final class SpecialDays {
    private SpecialDays() {}

    /** Empty if this is no special day, but an ordinary value. */
    static Optional<DayRule> read(CronField field, String part) {
        return switch (field) {
            case DAY_OF_MONTH -> dayOfMonth(part);
            case DAY_OF_WEEK -> dayOfWeek(part);
            default -> Optional.empty();
        };
    }

    private static Optional<DayRule> dayOfMonth(String part) {
        if (part.equals("L")) {
            return Optional.of(DayRule.daysBeforeEndOfMonth(0));
        }
        if (part.equals("LW")) {
            return Optional.of(DayRule.lastWeekdayOfMonth());
        }
        if (part.startsWith("L-")) {
            return Optional.of(DayRule.daysBeforeEndOfMonth(daysBeforeEnd(part)));
        }
        if (part.endsWith("W")) {
            String day = part.substring(0, part.length() - 1);
            return Optional.of(DayRule.nearestWeekdayTo(FieldReader.value(CronField.DAY_OF_MONTH, day)));
        }
        return Optional.empty();
    }

    private static int daysBeforeEnd(String part) {
        String days = part.substring(2);
        if (!days.matches("\\d{1,2}") || Integer.parseInt(days) > 30) {
            throw new InvalidCron("the day of month '" + part
                    + "' is not understood; L-n is n days before the last day, with n 0-30, as in L-3");
        }
        return Integer.parseInt(days);
    }

    private static Optional<DayRule> dayOfWeek(String part) {
        if (part.equals("L")) {
            throw new InvalidCron("the day of week 'L' does not say which day; write SAT for Saturday, or a day and L,"
                    + " as in FRIL, for the last Friday of the month");
        }
        int hash = part.indexOf('#');
        if (hash >= 0) {
            return Optional.of(DayRule.nth(day(part.substring(0, hash)), nth(part, part.substring(hash + 1))));
        }
        if (part.endsWith("L")) {
            return Optional.of(DayRule.last(day(part.substring(0, part.length() - 1))));
        }
        return Optional.empty();
    }

    private static int nth(String part, String n) {
        if (!n.matches("[1-5]")) {
            throw new InvalidCron("the day of week '" + part + "' asks for number '" + n
                    + "' in the month; allowed is 1-5, as in MON#2, and FRIL is the last Friday");
        }
        return Integer.parseInt(n);
    }

    private static DayOfWeek day(String word) {
        int value = FieldReader.value(CronField.DAY_OF_WEEK, word);
        return value == 0 ? DayOfWeek.SUNDAY : DayOfWeek.of(value);
    }
}
