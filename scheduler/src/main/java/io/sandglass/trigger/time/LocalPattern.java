package io.sandglass.trigger.time;

import static java.time.temporal.TemporalAdjusters.firstDayOfNextMonth;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;

/** Which dates and times of a wall calendar match, without regard to zones. Every search ends with the year 2199. */
record LocalPattern(
        FieldValues seconds,
        FieldValues minutes,
        FieldValues hours,
        FieldValues daysOfMonth,
        FieldValues months,
        FieldValues daysOfWeek,
        FieldValues years) {
    /**
     * Whether it runs through the hours or minutes ({@code *}, steps) and so follows elapsed time, rather than naming
     * times of day.
     */
    boolean elapsing() {
        return hours.sweeping() || minutes.sweeping();
    }

    /** The first match at or after this time. */
    Optional<LocalDateTime> nextFrom(LocalDateTime from) {
        LocalDate date = from.toLocalDate();
        if (matches(date)) {
            Optional<LocalTime> time = nextFrom(from.toLocalTime());
            if (time.isPresent()) {
                return time.map(date::atTime);
            }
        }
        return nextFrom(date.plusDays(1)).map(later -> later.atTime(firstTime()));
    }

    private Optional<LocalDate> nextFrom(LocalDate from) {
        LocalDate date = from;
        while (date.getYear() <= CronField.YEAR.max) {
            if (matches(date)) {
                return Optional.of(date);
            }
            date = skip(date);
        }
        return Optional.empty();
    }

    /** A later date with no match before it: the next day, month or year. */
    private LocalDate skip(LocalDate date) {
        if (!years.has(date.getYear())) {
            int year = years.atOrAbove(date.getYear() + 1);
            return LocalDate.of(year < 0 ? CronField.YEAR.max + 1 : year, 1, 1);
        }
        return months.has(date.getMonthValue()) ? date.plusDays(1) : date.with(firstDayOfNextMonth());
    }

    private boolean matches(LocalDate date) {
        return years.has(date.getYear()) && months.has(date.getMonthValue()) && matchesDay(date);
    }

    /** Vixie cron's rule: either day field will do, unless one of them starts with a star; then both must match. */
    private boolean matchesDay(LocalDate date) {
        boolean dayOfMonth = daysOfMonth.matches(date.getDayOfMonth(), date);
        boolean dayOfWeek = daysOfWeek.matches(date.getDayOfWeek().getValue() % 7, date);
        return daysOfMonth.open() || daysOfWeek.open() ? dayOfMonth && dayOfWeek : dayOfMonth || dayOfWeek;
    }

    private LocalTime firstTime() {
        return LocalTime.of(hours.first(), minutes.first(), seconds.first());
    }

    private Optional<LocalTime> nextFrom(LocalTime from) {
        int hour = from.getHour();
        int minute = from.getMinute();
        if (hours.has(hour)) {
            int second = minutes.has(minute) ? seconds.atOrAbove(from.getSecond()) : -1;
            if (second >= 0) {
                return Optional.of(LocalTime.of(hour, minute, second));
            }
            int later = minutes.atOrAbove(minute + 1);
            if (later >= 0) {
                return Optional.of(LocalTime.of(hour, later, seconds.first()));
            }
        }
        int later = hours.atOrAbove(hour + 1);
        return later < 0 ? Optional.empty() : Optional.of(LocalTime.of(later, minutes.first(), seconds.first()));
    }
}
