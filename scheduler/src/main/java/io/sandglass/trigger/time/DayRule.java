package io.sandglass.trigger.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** A day that is not the same number in each month. */
@FunctionalInterface
interface DayRule {
    boolean matches(LocalDate date);

    /** {@code L} and {@code L-3}. */
    static DayRule daysBeforeEndOfMonth(int days) {
        return date -> date.getDayOfMonth() == date.lengthOfMonth() - days;
    }

    /** {@code LW}: the last Monday to Friday of the month. */
    static DayRule lastWeekdayOfMonth() {
        return date -> date.equals(nearestWeekday(date.with(TemporalAdjusters.lastDayOfMonth())));
    }

    /** {@code 15W}: the Monday to Friday that is nearest to the day, in the same month. */
    static DayRule nearestWeekdayTo(int day) {
        return date -> day <= date.lengthOfMonth() && date.equals(nearestWeekday(date.withDayOfMonth(day)));
    }

    /** {@code FRIL}. */
    static DayRule last(DayOfWeek dayOfWeek) {
        return date -> date.getDayOfWeek() == dayOfWeek && date.getDayOfMonth() > date.lengthOfMonth() - 7;
    }

    /** {@code MON#2}. */
    static DayRule nth(DayOfWeek dayOfWeek, int n) {
        return date -> date.getDayOfWeek() == dayOfWeek && (date.getDayOfMonth() - 1) / 7 == n - 1;
    }

    private static LocalDate nearestWeekday(LocalDate date) {
        return switch (date.getDayOfWeek()) {
            case SATURDAY -> date.getDayOfMonth() == 1 ? date.plusDays(2) : date.minusDays(1);
            case SUNDAY -> date.getDayOfMonth() == date.lengthOfMonth() ? date.minusDays(2) : date.plusDays(1);
            default -> date;
        };
    }
}
