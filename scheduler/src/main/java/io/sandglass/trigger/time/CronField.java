package io.sandglass.trigger.time;

import java.util.List;
import java.util.Optional;

/** The fields of a cron expression, in the order in which they are written. */
enum CronField {
    SECOND("second", 0, 59, List.of()),
    MINUTE("minute", 0, 59, List.of()),
    HOUR("hour", 0, 23, List.of()),
    DAY_OF_MONTH("day of month", 1, 31, List.of()),
    MONTH("month", 1, 12, List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")),
    DAY_OF_WEEK("day of week", 0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")),
    YEAR("year", 1970, 2199, List.of());

    final String label;
    final int min;
    final int max;
    final List<String> names;

    CronField(String label, int min, int max, List<String> names) {
        this.label = label;
        this.min = min;
        this.max = max;
        this.names = names;
    }

    boolean isDay() {
        return this == DAY_OF_MONTH || this == DAY_OF_WEEK;
    }

    /** How many different values there are; 7 is only another name of Sunday. */
    int size() {
        return this == DAY_OF_WEEK ? 7 : max - min + 1;
    }

    /** The value of a name such as {@code MON}, which must be in upper case. */
    Optional<Integer> named(String name) {
        int index = names.indexOf(name);
        return index < 0 ? Optional.empty() : Optional.of(min + index);
    }

    /** Brings a value that ran over the end, as in {@code FRI-MON}, back into the field. */
    int wrap(int value) {
        return min + (value - min) % size();
    }

    /** For messages: {@code 0-7 (0 and 7 are Sunday) or SUN-SAT}. */
    String allowed() {
        String numbers = min + "-" + max + (this == DAY_OF_WEEK ? " (0 and 7 are Sunday)" : "");
        return names.isEmpty() ? numbers : numbers + " or " + names.get(0) + "-" + names.get(names.size() - 1);
    }
}
